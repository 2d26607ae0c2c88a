-- source: postgres
-- target: 2019
SELECT count(*) AS x FROM t;

SELECT COUNT_BIG(*) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count(*) AS x FROM t;

SELECT COUNT_BIG(*) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT COUNT(*) FROM t;

SELECT COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count() FROM t;

SELECT COUNT_BIG(*) AS [count()] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT count(a) AS x FROM t;

SELECT COUNT_BIG([t].[a]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT count(t.*) AS x FROM t;

SELECT COUNT_BIG(*) AS [x] FROM [dbo].[t] AS [t];
