-- source: postgres
-- target: 2019
SELECT 5 / 2 * 2.0;

SELECT 5 / 2 * 2.0 AS [?column?];

-- source: postgres
-- target: 2019
SELECT n * 0.1 FROM t;

SELECT [t].[n] * 0.1 AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT sum(n*f) AS x FROM t;

SELECT SUM([t].[n] * [t].[f]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(n*f) AS x FROM t;

SELECT SUM([t].[n] * [t].[f]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(n*a) AS x FROM t;

SELECT SUM([t].[n] * [t].[a]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT interval '1 day' * 3;
-- refused: DW606
