-- source: postgres
-- target: 2019
SELECT ceil(n), ceiling(n), floor(n) FROM t;

SELECT CAST(CEILING([t].[n]) AS DECIMAL(12, 0)) AS [ceil], CAST(CEILING([t].[n]) AS DECIMAL(12, 0)) AS [ceiling], CAST(FLOOR([t].[n]) AS DECIMAL(12, 0)) AS [floor] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, floor(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(FLOOR([t].[n]) AS DECIMAL(12, 0)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, floor(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(FLOOR([t].[n]) AS DECIMAL(12, 0)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, ceil(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CEILING([t].[n]) AS DECIMAL(12, 0)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, ceil(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CEILING([t].[n]) AS DECIMAL(12, 0)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
