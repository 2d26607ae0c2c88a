-- source: postgres
-- target: 2019
SELECT s, (array_agg(a ORDER BY b DESC))[1] AS x FROM t GROUP BY s;

SELECT [dw_ranked_1].[c1] AS [s], MAX(CASE WHEN [dw_ranked_1].[c2] = 1 THEN [dw_ranked_1].[c3] END) AS [x] FROM (SELECT [t].[s] AS [c1], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[b] IS NULL THEN 0 ELSE 1 END, [t].[b] DESC) AS [c2], [t].[a] AS [c3] FROM [dbo].[t] AS [t]) AS [dw_ranked_1] GROUP BY [dw_ranked_1].[c1];

-- source: postgres
-- target: 2019
SELECT (array_agg(a ORDER BY b) FILTER (WHERE c > 1))[2] AS x FROM t;

SELECT MAX(CASE WHEN [dw_ranked_1].[c1] = 2 THEN [dw_ranked_1].[c2] END) AS [x] FROM (SELECT ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[c] > 1 THEN 0 ELSE 1 END, CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [c1], CASE WHEN [t].[c] > 1 THEN [t].[a] END AS [c2] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: duckdb
-- target: 2019
SELECT list(a ORDER BY b)[1] AS x FROM t;

SELECT MAX(CASE WHEN [dw_ranked_1].[c1] = 1 THEN [dw_ranked_1].[c2] END) AS [x] FROM (SELECT ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [c1], [t].[a] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: postgres
-- target: 2019
SELECT (array_agg(a))[1] AS x FROM t;
-- refused: DW602
