-- source: postgres
-- target: 2019
SELECT 1/2;

SELECT 1 / 2 AS [?column?];

-- source: duckdb
-- target: 2019
SELECT 1/2;

SELECT CAST(CAST(1 AS FLOAT) / 2 AS FLOAT) AS [(1 / 2)];

-- source: postgres
-- target: 2019
SELECT 5 / 2 * 2.0;

SELECT CAST(5 / 2 * 2.0 AS DECIMAL(13, 1)) AS [?column?];

-- source: postgres
-- target: 2019
SELECT round(a / 2) FROM t;

SELECT [t].[a] / 2 AS [round] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(n)/count(*) AS x FROM t;

SELECT CAST(CAST(SUM([t].[n]) AS FLOAT) / COUNT_BIG(*) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT round(sum(n) / avg(n), 2) AS x, sum(n) / avg(n) AS y FROM t;

SELECT CAST(ROUND(CAST(SUM([t].[n]) AS DECIMAL(30, 14)) / CAST(AVG(CAST([t].[n] AS DECIMAL(38, 21))) AS DECIMAL(26, 10)), 2) AS DECIMAL(38, 2)) AS [x], CAST(CAST(SUM([t].[n]) AS FLOAT) / AVG(CAST([t].[n] AS DECIMAL(38, 21))) AS FLOAT) AS [y] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT n / a * 3 AS x, n / a * 100 AS y, floor(n / a) AS z FROM t;

SELECT CAST(CAST(ROUND(CAST([t].[n] AS DECIMAL(20, 10)) / CAST([t].[a] AS DECIMAL(10, 0)), CASE WHEN ABS(CAST([t].[n] AS DECIMAL(20, 10)) / CAST([t].[a] AS DECIMAL(10, 0))) < 1 THEN 20 WHEN ABS(CAST([t].[n] AS DECIMAL(20, 10)) / CAST([t].[a] AS DECIMAL(10, 0))) < 10000 THEN 16 ELSE 12 END) AS DECIMAL(30, 20)) * CAST(3 AS DECIMAL(1, 0)) AS DECIMAL(32, 20)) AS [x], CAST(CAST([t].[n] AS DECIMAL(24, 14)) / CAST([t].[a] AS DECIMAL(10, 0)) * CAST(100 AS DECIMAL(3, 0)) AS DECIMAL(38, 24)) AS [y], CAST(FLOOR(CAST([t].[n] AS DECIMAL(24, 14)) / CAST([t].[a] AS DECIMAL(10, 0))) AS DECIMAL(35, 0)) AS [z] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT avg(n) * 30 AS x, avg(n) * 100 AS y, avg(n) AS z FROM t;

SELECT CAST(CAST(ROUND(AVG(CAST([t].[n] AS DECIMAL(38, 21))), CASE WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 1 THEN 20 WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 10000 THEN 16 ELSE 12 END) AS DECIMAL(30, 20)) * CAST(30 AS DECIMAL(2, 0)) AS DECIMAL(33, 20)) AS [x], CAST(AVG(CAST([t].[n] AS DECIMAL(38, 21))) * CAST(100 AS DECIMAL(3, 0)) AS DECIMAL(38, 17)) AS [y], CAST(AVG(CAST([t].[n] AS DECIMAL(38, 21))) AS DECIMAL(38, 21)) AS [z] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT q.mean * 30 AS x FROM (SELECT avg(n) AS mean FROM t) AS q;

SELECT CAST([q].[mean] * CAST(30 AS DECIMAL(2, 0)) AS DECIMAL(33, 20)) AS [x] FROM (SELECT CAST(ROUND(AVG(CAST([t].[n] AS DECIMAL(38, 21))), CASE WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 1 THEN 20 WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 10000 THEN 16 ELSE 12 END) AS DECIMAL(30, 20)) AS [mean] FROM [dbo].[t] AS [t]) AS [q];
