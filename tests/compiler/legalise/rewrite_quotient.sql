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

SELECT CAST(ROUND(CAST(SUM([t].[n]) AS DECIMAL(32, 14)) / CAST(AVG(CAST([t].[n] AS DECIMAL(38, 16))) AS DECIMAL(28, 10)), 2) AS DECIMAL(38, 2)) AS [x], CAST(CAST(SUM([t].[n]) AS FLOAT) / AVG(CAST([t].[n] AS DECIMAL(38, 16))) AS FLOAT) AS [y] FROM [dbo].[t] AS [t];
