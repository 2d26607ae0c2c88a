-- source: postgres
-- target: 2019
SELECT sum(n) AS x FROM t;

SELECT CAST(SUM([t].[n]) AS DECIMAL(38, 2)) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(n) AS x FROM t;

SELECT CAST(SUM([t].[n]) AS DECIMAL(38, 2)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT sum(f) AS x FROM t;

SELECT CAST(SUM([t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(f) AS x FROM t;

SELECT CAST(SUM([t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT sum(a) AS x FROM t;

SELECT SUM(CAST([t].[a] AS BIGINT)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT SUM(d2 - d) FROM (SELECT ts AS d, ts AS d2 FROM t) x;
-- refused: DW606
