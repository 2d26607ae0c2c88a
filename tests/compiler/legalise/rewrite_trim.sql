-- source: duckdb
-- target: 2019
SELECT s.lower().trim() FROM t;

SELECT RTRIM(LTRIM(LOWER([t].[s]))) AS [(s.lower().trim())] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT trim(s), ltrim(s), rtrim(s) FROM t;

SELECT RTRIM(LTRIM([t].[s])) AS [btrim], LTRIM([t].[s]) AS [ltrim], RTRIM([t].[s]) AS [rtrim] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, ltrim(s) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LTRIM([t].[s]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, ltrim(s) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LTRIM([t].[s]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, rtrim(s) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], RTRIM([t].[s]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
