-- source: postgres
-- target: 2019
SELECT 5 / 2 * 2.0;

SELECT CAST(5 / 2 * 2.0 AS DECIMAL(13, 1)) AS [?column?];

-- source: postgres
-- target: 2019
SELECT n * 0.1 FROM t;

SELECT CAST([t].[n] * 0.1 AS DECIMAL(14, 3)) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT sum(n*f) AS x FROM t;

SELECT CAST(SUM([t].[n] * [t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(n*f) AS x FROM t;

SELECT CAST(SUM([t].[n] * [t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(n*a) AS x FROM t;

SELECT CAST(SUM([t].[n] * [t].[a]) AS DECIMAL(38, 2)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT interval '1 day' * 3;
-- refused: DW606

-- source: postgres
-- target: 2019
SELECT round(avg(n) * count(*), 2) AS x, avg(n) * count(*) AS y FROM t;

SELECT CAST(ROUND(CAST(CAST(ROUND(AVG(CAST([t].[n] AS DECIMAL(38, 21))), CASE WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 1 THEN 20 WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 10000 THEN 16 ELSE 12 END) AS DECIMAL(30, 20)) AS DECIMAL(28, 20)) * CAST(COUNT_BIG(*) AS DECIMAL(9, 0)), 2) AS DECIMAL(38, 2)) AS [x], CAST(CAST(CAST(ROUND(AVG(CAST([t].[n] AS DECIMAL(38, 21))), CASE WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 1 THEN 20 WHEN ABS(AVG(CAST([t].[n] AS DECIMAL(38, 21)))) < 10000 THEN 16 ELSE 12 END) AS DECIMAL(30, 20)) AS DECIMAL(28, 20)) * CAST(COUNT_BIG(*) AS DECIMAL(9, 0)) AS DECIMAL(38, 20)) AS [y] FROM [dbo].[t] AS [t];
