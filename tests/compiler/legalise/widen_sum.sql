-- source: postgres
-- target: 2019
SELECT sum(n) AS x FROM t;

SELECT SUM([t].[n]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(n) AS x FROM t;

SELECT SUM([t].[n]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT sum(f) AS x FROM t;

SELECT SUM([t].[f]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(f) AS x FROM t;

SELECT SUM([t].[f]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT sum(a) AS x FROM t;

SELECT SUM(CAST([t].[a] AS BIGINT)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT SUM(d2 - d) FROM (SELECT ts AS d, ts AS d2 FROM t) x;
-- refused: DW606
