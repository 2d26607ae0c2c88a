-- source: duckdb
-- target: 2019
SELECT a, last_value(b IGNORE NULLS) OVER (PARTITION BY s ORDER BY a) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [a], MAX(CASE WHEN [dw_rows_1].[c4] = [dw_rows_1].[n1] THEN [dw_rows_1].[c3] END) OVER (PARTITION BY [dw_rows_1].[c2], [dw_rows_1].[n1]) AS [x] FROM (SELECT [dw_rows_1].[c1] AS [c1], [dw_rows_1].[c2] AS [c2], [dw_rows_1].[c3] AS [c3], [dw_rows_1].[c4] AS [c4], MAX(CASE WHEN [dw_rows_1].[c3] IS NOT NULL THEN [dw_rows_1].[c4] END) OVER (PARTITION BY [dw_rows_1].[c2] ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1]) AS [n1] FROM (SELECT [t].[a] AS [c1], [t].[s] AS [c2], [t].[b] AS [c3], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [c4] FROM [dbo].[t] AS [t]) AS [dw_rows_1]) AS [dw_rows_1];

-- source: duckdb
-- target: 2022
SELECT a, last_value(c IGNORE NULLS) OVER (PARTITION BY s ORDER BY a) AS x FROM t;

SELECT [t].[a] AS [a], LAST_VALUE([t].[c]) IGNORE NULLS OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT s, last_value(max(b) IGNORE NULLS) OVER (ORDER BY s ROWS UNBOUNDED PRECEDING) AS x, count(*) AS n FROM t GROUP BY s;

SELECT [dw_rows_1].[c1] AS [s], MAX(CASE WHEN [dw_rows_1].[c4] = [dw_rows_1].[n1] THEN [dw_rows_1].[c2] END) OVER (PARTITION BY [dw_rows_1].[n1]) AS [x], [dw_rows_1].[c3] AS [n] FROM (SELECT [dw_rows_1].[c1] AS [c1], [dw_rows_1].[c2] AS [c2], [dw_rows_1].[c3] AS [c3], [dw_rows_1].[c4] AS [c4], MAX(CASE WHEN [dw_rows_1].[c2] IS NOT NULL THEN [dw_rows_1].[c4] END) OVER (ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1] ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS [n1] FROM (SELECT [t].[s] AS [c1], MAX([t].[b]) AS [c2], COUNT_BIG(*) AS [c3], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END, [t].[s]) AS [c4] FROM [dbo].[t] AS [t] GROUP BY [t].[s]) AS [dw_rows_1]) AS [dw_rows_1];
