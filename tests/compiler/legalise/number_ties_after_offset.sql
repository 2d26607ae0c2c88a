-- source: postgres
-- target: 2019
SELECT a FROM t ORDER BY s DESC OFFSET 2 ROWS FETCH FIRST 3 ROWS WITH TIES;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [t].[a] AS [c1], RANK() OVER (ORDER BY CASE WHEN [t].[s] IS NULL THEN 0 ELSE 1 END, [t].[s] DESC) AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[s] IS NULL THEN 0 ELSE 1 END, [t].[s] DESC) AS [c3], [t].[s] AS [c4] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] > 2 AND [dw_rows_1].[c2] <= 2 + 3 ORDER BY CASE WHEN [dw_rows_1].[c4] IS NULL THEN 0 ELSE 1 END, [dw_rows_1].[c4] DESC;

-- source: postgres
-- target: 2019
SELECT DISTINCT a FROM t ORDER BY a OFFSET 2 ROWS FETCH FIRST 3 ROWS WITH TIES;
-- refused: DW602
