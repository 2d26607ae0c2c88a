-- source: postgres
-- target: 2019
SELECT left(s, 3), right(s, 3) FROM t;

SELECT LEFT([t].[s], 3) AS [left], RIGHT([t].[s], 3) AS [right] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, right(s,2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], RIGHT([t].[s], 2) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, right(s,2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], RIGHT([t].[s], 2) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, right(s,-1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SUBSTRING([t].[s], 2, 2147483647) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, right(s,-1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SUBSTRING([t].[s], 2, 2147483647) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
