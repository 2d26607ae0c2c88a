-- source: duckdb
-- target: 2019
SELECT trunc(n) FROM t;

SELECT ROUND([t].[n], 0, 1) AS [trunc(n)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT trunc(n), trunc(n, 1) FROM t;

SELECT ROUND([t].[n], 0, 1) AS [trunc], ROUND([t].[n], 1, 1) AS [trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, trunc(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], ROUND([t].[n], 0, 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, trunc(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], ROUND([t].[n], 0, 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
