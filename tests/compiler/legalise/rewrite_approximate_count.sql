-- source: duckdb
-- target: 2019
SELECT approx_count_distinct(b) FROM t;

SELECT COUNT_BIG(DISTINCT [t].[b]) AS [approx_count_distinct(b)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT approx_count_distinct(a) FROM t;

SELECT COUNT_BIG(DISTINCT [t].[a]) AS [approx_count_distinct(a)] FROM [dbo].[t] AS [t];
