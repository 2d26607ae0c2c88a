-- source: postgres
-- target: 2019
SELECT count(distinct (a,b)) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [dw_ranked_1].[c1] = 1 THEN 1 END) AS [x] FROM (SELECT ROW_NUMBER() OVER (PARTITION BY [t].[a], [t].[b] ORDER BY (SELECT NULL)) AS [c1] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: duckdb
-- target: 2019
SELECT count(distinct (a,b)) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [dw_ranked_1].[c1] = 1 THEN 1 END) AS [x] FROM (SELECT ROW_NUMBER() OVER (PARTITION BY [t].[a], [t].[b] ORDER BY (SELECT NULL)) AS [c1] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: postgres
-- target: 2019
SELECT COUNT(DISTINCT (a, b)) FROM t;

SELECT COUNT_BIG(CASE WHEN [dw_ranked_1].[c1] = 1 THEN 1 END) AS [count] FROM (SELECT ROW_NUMBER() OVER (PARTITION BY [t].[a], [t].[b] ORDER BY (SELECT NULL)) AS [c1] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: postgres
-- target: 2019
SELECT string_agg(DISTINCT s, ', ') FROM t;

SELECT STRING_AGG(CAST(CASE WHEN [dw_ranked_1].[c1] = 1 THEN [dw_ranked_1].[c2] END AS NVARCHAR(MAX)), N', ') WITHIN GROUP (ORDER BY [dw_ranked_1].[c2]) AS [string_agg] FROM (SELECT ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY (SELECT NULL)) AS [c1], [t].[s] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: duckdb
-- target: 2019
SELECT arg_max(s, a) FROM t;

SELECT MAX([dw_ranked_1].[c1]) AS [arg_max(s, a)] FROM (SELECT FIRST_VALUE(CASE WHEN [t].[a] IS NOT NULL THEN [t].[s] END) OVER (ORDER BY CASE WHEN [t].[s] IS NULL OR [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a] DESC) AS [c1] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: duckdb
-- target: 2019
SELECT s, first(a ORDER BY b) AS x, last(a ORDER BY b) AS y, any_value(a ORDER BY b) AS z FROM t GROUP BY s;

SELECT [dw_ranked_1].[c1] AS [s], MAX(CASE WHEN [dw_ranked_1].[c2] = 1 THEN [dw_ranked_1].[c3] END) AS [x], MAX(CASE WHEN [dw_ranked_1].[c4] = 1 THEN [dw_ranked_1].[c3] END) AS [y], MAX(CASE WHEN [dw_ranked_1].[c5] = 1 THEN [dw_ranked_1].[c3] END) AS [z] FROM (SELECT [t].[s] AS [c1], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [c2], [t].[a] AS [c3], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[b] IS NULL THEN 0 ELSE 1 END, [t].[b] DESC) AS [c4], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [c5] FROM [dbo].[t] AS [t]) AS [dw_ranked_1] GROUP BY [dw_ranked_1].[c1];

-- source: duckdb
-- target: 2019
SELECT median(d) AS x FROM t;

SELECT DATEADD(HOUR, CAST((0.5E0 * (MAX([dw_ranked_1].[c2]) - 1) - FLOOR(0.5E0 * (MAX([dw_ranked_1].[c2]) - 1))) * 24 AS INT) * DATEDIFF(DAY, MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END), MAX(CASE WHEN [dw_ranked_1].[c1] = CEILING(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END)), CAST(MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END) AS DATETIME2(6))) AS [x] FROM (SELECT ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[d] IS NULL THEN 1 ELSE 0 END, [t].[d]) AS [c1], COUNT_BIG([t].[d]) OVER () AS [c2], [t].[d] AS [c3] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];
