-- source: postgres
-- target: 2019
SELECT stddev_pop(f) AS x FROM t;

SELECT CAST(STDEVP([t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT stddev_pop(f) AS x FROM t;

SELECT CAST(STDEVP([t].[f]) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT variance(a) AS x FROM t;

SELECT CAST(VAR(CAST([t].[a] AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT variance(a) AS x FROM t;

SELECT CAST(VAR(CAST([t].[a] AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT var_pop(a) AS x FROM t;

SELECT CAST(VARP(CAST([t].[a] AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];
