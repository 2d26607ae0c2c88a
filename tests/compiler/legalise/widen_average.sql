-- source: postgres
-- target: 2019
SELECT avg(f) AS x FROM t;

SELECT CAST(AVG([t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT avg(f) AS x FROM t;

SELECT CAST(AVG([t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT avg(a) AS x FROM t;

SELECT CAST(AVG(CAST([t].[a] AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT avg(n) AS x FROM t;

SELECT CAST(CAST(SUM([t].[n]) AS FLOAT) / COUNT_BIG([t].[n]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT avg(a) AS x FROM t;

SELECT CAST(AVG(CAST([t].[a] AS DECIMAL(38, 21))) AS DECIMAL(38, 21)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT round(avg(a) OVER (PARTITION BY b), 2) AS x, round(avg(count(*)) OVER (), 1) AS y FROM t GROUP BY a, b;

SELECT CAST(ROUND(AVG(CAST([t].[a] AS DECIMAL(38, 21))) OVER (PARTITION BY [t].[b]), 2) AS DECIMAL(38, 2)) AS [x], CAST(ROUND(AVG(CAST(COUNT_BIG(*) AS DECIMAL(38, 17))) OVER (), 1) AS DECIMAL(38, 1)) AS [y] FROM [dbo].[t] AS [t] GROUP BY [t].[a], [t].[b];
