-- source: postgres
-- target: 2019
SELECT repeat(s, 3) FROM t;

SELECT REPLICATE(CAST([t].[s] AS NVARCHAR(MAX)), 3) AS [repeat] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, repeat(s,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLICATE(CAST([t].[s] AS NVARCHAR(MAX)), 3) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, repeat(s,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLICATE(CAST([t].[s] AS NVARCHAR(MAX)), 3) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
