-- source: postgres
-- target: 2019
SELECT power(2, 0.5);

SELECT POWER(CAST(2 AS FLOAT), 0.5) AS [power];

-- source: postgres
-- target: 2019
SELECT 2 ^ 0.5;

SELECT POWER(CAST(2 AS FLOAT), 0.5) AS [?column?];

-- source: postgres
-- target: 2019
SELECT power(a, 2), a ^ 2 FROM t;

SELECT POWER(CAST([t].[a] AS FLOAT), 2) AS [power], POWER(CAST([t].[a] AS FLOAT), 2) AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, power(a,2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], POWER(CAST([t].[a] AS FLOAT), 2) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT a ** 2, a ^ 2, pow(a, 2) FROM t;

SELECT POWER(CAST([t].[a] AS FLOAT), 2) AS [(POWER(a, 2))], POWER(CAST([t].[a] AS FLOAT), 2) AS [(POWER(a, 2))], POWER(CAST([t].[a] AS FLOAT), 2) AS [(POWER(a, 2))] FROM [dbo].[t] AS [t];
