-- source: duckdb
-- target: 2019
SELECT any_value(s) FROM t;

SELECT MIN([t].[s]) AS [ANY_VALUE(s)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT last_value(a IGNORE NULLS) OVER (ORDER BY id) FROM t ORDER BY id;

SELECT MAX(CASE WHEN [dw_rows_1].[c3] = [dw_rows_1].[n1] THEN [dw_rows_1].[c2] END) OVER (PARTITION BY [dw_rows_1].[n1]) AS [LAST_VALUE(a IGNORE NULLS) OVER (ORDER BY id)] FROM (SELECT [dw_rows_1].[c1] AS [c1], [dw_rows_1].[c2] AS [c2], [dw_rows_1].[c3] AS [c3], MAX(CASE WHEN [dw_rows_1].[c2] IS NOT NULL THEN [dw_rows_1].[c3] END) OVER (ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1]) AS [n1] FROM (SELECT [t].[id] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1]) AS [dw_rows_1] ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];
