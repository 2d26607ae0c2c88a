-- source: postgres
-- target: 2019
SELECT log(2, 8), log(100);

SELECT CAST(LOG(CAST(8 AS FLOAT), 2) AS FLOAT) AS [log], CAST(LOG10(CAST(100 AS FLOAT)) AS FLOAT) AS [log];

-- source: postgres
-- target: 2019
SELECT id, log(abs(n)+1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(LOG10(CAST(CAST(ABS([t].[n]) AS DECIMAL(12, 2)) + 1 AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, log(abs(n)+1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(LOG10(CAST(CAST(ABS([t].[n]) AS DECIMAL(12, 2)) + 1 AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, log10(abs(n)+1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(LOG(CAST(CAST(ABS([t].[n]) AS DECIMAL(12, 2)) + 1 AS FLOAT), 10) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, log10(abs(n)+1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(LOG(CAST(CAST(ABS([t].[n]) AS DECIMAL(12, 2)) + 1 AS FLOAT), 10) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
