-- source: postgres
-- target: 2019
SELECT 0.1 + 0.2;

SELECT CAST(0.1 + 0.2 AS DECIMAL(2, 1)) AS [?column?];

-- source: postgres
-- target: 2019
SELECT a FROM t LIMIT 5 + 5;

SELECT TOP (5 + 5) [t].[a] AS [a] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT now() - interval '7 days';

SELECT DATEADD(DAY, -7, @now) AS [?column?];

-- source: duckdb
-- target: 2019
SELECT d - d FROM t;

SELECT DATEDIFF(DAY, [t].[d], [t].[d]) AS [(d - d)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT min(a)+max(a) AS x FROM t;

SELECT MIN([t].[a]) + MAX([t].[a]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ts - tz FROM t;
-- refused: DW606
