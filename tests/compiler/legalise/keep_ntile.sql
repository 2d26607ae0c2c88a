-- source: postgres
-- target: 2019
SELECT ntile(4) OVER (ORDER BY a) FROM t;

SELECT NTILE(4) OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [ntile] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, ntile(3) over (order by id) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], NTILE(3) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, ntile(3) over (order by id) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], NTILE(3) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
