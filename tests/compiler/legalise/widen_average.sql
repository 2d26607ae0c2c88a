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

SELECT CAST(AVG(CAST([t].[n] AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT avg(a) AS x FROM t;

SELECT CAST(AVG(CAST([t].[a] AS DECIMAL(38, 16))) AS DECIMAL(38, 16)) AS [x] FROM [dbo].[t] AS [t];
