-- source: postgres
-- target: 2019
SELECT stddev_pop(f) AS x FROM t;

SELECT STDEVP([t].[f]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT stddev_pop(f) AS x FROM t;

SELECT STDEVP([t].[f]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT variance(a) AS x FROM t;

SELECT VAR(CAST([t].[a] AS FLOAT)) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT variance(a) AS x FROM t;

SELECT VAR(CAST([t].[a] AS FLOAT)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT var_pop(a) AS x FROM t;

SELECT VARP(CAST([t].[a] AS FLOAT)) AS [x] FROM [dbo].[t] AS [t];
