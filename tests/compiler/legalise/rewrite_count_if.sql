-- source: duckdb
-- target: 2019
SELECT countif(flag) AS m FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [m] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count_if(a > 1) AS m FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[a] > 1 THEN 1 END) AS [m] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count_if(a > 1) FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[a] > 1 THEN 1 END) AS [count_if(a > 1)] FROM [dbo].[t] AS [t];
