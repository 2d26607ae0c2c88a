-- source: postgres
-- target: 2019
SELECT starts_with(s, 'a') FROM t;

SELECT CAST(CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 1 WHEN NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 0 END AS BIT) AS [starts_with] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT s ^@ 'a' FROM t;

SELECT CAST(CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 1 WHEN NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 0 END AS BIT) AS [starts_with] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT contains(s, 'x') FROM t;

SELECT CAST(CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%x%' THEN 1 WHEN NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%x%' THEN 0 END AS BIT) AS [contains(s, 'x')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, starts_with(s,'a') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 1 WHEN NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, starts_with(s,'a') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 1 WHEN NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%' THEN 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
