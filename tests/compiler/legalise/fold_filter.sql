-- source: postgres
-- target: 2019
SELECT COUNT(*) FILTER (WHERE flag) AS c FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [c] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT count(*) filter (where flag) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count(*) filter (where flag) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT avg(n) filter (where flag) AS x FROM t;

SELECT CAST(AVG(CAST(CASE WHEN [t].[flag] = 1 THEN [t].[n] END AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT avg(n) filter (where flag) AS x FROM t;

SELECT CAST(AVG(CAST(CASE WHEN [t].[flag] = 1 THEN [t].[n] END AS DECIMAL(38, 16))) AS DECIMAL(38, 16)) AS [x] FROM [dbo].[t] AS [t];
