-- source: postgres
-- target: 2019
SELECT power(2, 0.5);

SELECT CAST(POWER(CAST(2 AS FLOAT), 0.5) AS FLOAT) AS [power];

-- source: postgres
-- target: 2019
SELECT 2 ^ 0.5;

SELECT CAST(POWER(CAST(2 AS FLOAT), 0.5) AS FLOAT) AS [?column?];

-- source: postgres
-- target: 2019
SELECT power(a, 2), a ^ 2 FROM t;

SELECT CAST(POWER(CAST([t].[a] AS FLOAT), 2) AS FLOAT) AS [power], CAST(POWER(CAST([t].[a] AS FLOAT), 2) AS FLOAT) AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, power(a,2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(POWER(CAST([t].[a] AS FLOAT), 2) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT a ** 2, a ^ 2, pow(a, 2) FROM t;

SELECT CAST(POWER(CAST([t].[a] AS FLOAT), 2) AS FLOAT) AS [(POWER(a, 2))], CAST(POWER(CAST([t].[a] AS FLOAT), 2) AS FLOAT) AS [(POWER(a, 2))], CAST(POWER(CAST([t].[a] AS FLOAT), 2) AS FLOAT) AS [(POWER(a, 2))] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, floor(power(n, 2)) AS x FROM t;

SELECT [t].[id] AS [id], CAST(FLOOR(ROUND(CAST(POWER(CAST([t].[n] AS FLOAT), 2) AS DECIMAL(38, 20)), 14 - CAST(FLOOR(LOG10(ABS(POWER(CAST([t].[n] AS FLOAT), 2)) + 1E-300)) AS INT))) AS DECIMAL(38, 0)) AS [x] FROM [dbo].[t] AS [t];
