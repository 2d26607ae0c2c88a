-- source: duckdb
-- target: 2019
SELECT round(f, 0) FROM t;

SELECT CAST(SIGN([t].[f]) * FLOOR(ABS([t].[f]) + 0.5E0) AS FLOAT) AS [round(f, 0)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT round(a / 2) FROM t;

SELECT [t].[a] / 2 AS [round] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT round(n, 2) FROM t;

SELECT CAST(ROUND([t].[n], 2) AS DECIMAL(38, 2)) AS [round(n, 2)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT round(avg(a),2) AS x FROM t;

SELECT CAST(SIGN(AVG(CAST([t].[a] AS FLOAT))) * (FLOOR(ABS(AVG(CAST([t].[a] AS FLOAT))) * 1E2 + 0.5E0) / 1E2) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT round(f::numeric, 2) FROM t;

SELECT CAST(ROUND(CAST(ROUND(CAST([t].[f] AS DECIMAL(38, 20)), 14 - CAST(FLOOR(LOG10(ABS([t].[f]) + 1E-300)) AS INT)) AS DECIMAL(38, 20)), 2) AS DECIMAL(38, 2)) AS [round] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT round(stddev(a), 1) AS x, round(stddev(n) / avg(n), 2) AS y FROM t;

SELECT CAST(ROUND(CAST(STDEV(CAST([t].[a] AS FLOAT)) AS DECIMAL(38, 9)), 1) AS DECIMAL(38, 1)) AS [x], CAST(ROUND(CAST(STDEV(CAST([t].[n] AS FLOAT)) / AVG(CAST([t].[n] AS DECIMAL(38, 21))) AS DECIMAL(38, 10)), 2) AS DECIMAL(38, 2)) AS [y] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT round(n, -1) AS a, round(a, -2) AS b FROM t;

SELECT CAST(ROUND([t].[n] * 0.1, 0) * 10 AS DECIMAL(38, 0)) AS [a], CAST(ROUND([t].[a] * 0.01, 0) * 100 AS DECIMAL(38, 0)) AS [b] FROM [dbo].[t] AS [t];
