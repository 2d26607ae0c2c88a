-- source: postgres
-- target: 2019
SELECT ceil(n), ceiling(n), floor(n) FROM t;

SELECT CEILING([t].[n]) AS [ceil], CEILING([t].[n]) AS [ceiling], FLOOR([t].[n]) AS [floor] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, floor(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], FLOOR([t].[n]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, floor(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], FLOOR([t].[n]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, ceil(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CEILING([t].[n]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, ceil(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CEILING([t].[n]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
