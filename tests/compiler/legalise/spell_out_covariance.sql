-- source: postgres
-- target: 2019
SELECT covar_pop(a,b) AS x FROM t;

SELECT (SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END * CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) - SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END) * SUM(CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0)) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT covar_pop(a,b) AS x FROM t;

SELECT (SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END * CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) - SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END) * SUM(CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0)) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT covar_samp(a,b) AS x FROM t;

SELECT (SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END * CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) - SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END) * SUM(CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0)) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END) - 1, 0) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT covar_samp(a,b) AS x FROM t;

SELECT (SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END * CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) - SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END) * SUM(CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0)) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END) - 1, 0) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT regr_slope(a,b) AS x FROM t;

SELECT (SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END * CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) - SUM(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END) * SUM(CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0)) / NULLIF(COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN CAST([t].[a] AS FLOAT) END), 0) / VARP(CASE WHEN [t].[a] IS NOT NULL THEN CAST([t].[b] AS FLOAT) END) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT regr_slope(a, b), regr_r2(a,b) FROM t;
-- refused: DW602
