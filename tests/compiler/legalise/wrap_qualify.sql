-- source: duckdb
-- target: 2019
SELECT SUM(a) OVER (PARTITION BY s ORDER BY b) AS x FROM t QUALIFY x > 5;

SELECT [dw_rows_1].[c1] AS [x] FROM (SELECT SUM(CAST([t].[a] AS BIGINT)) OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [c1] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c1] > 5;

-- source: duckdb
-- target: 2019
SELECT s, a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY s ORDER BY a DESC) = 1;

SELECT [dw_rows_1].[c1] AS [s], [dw_rows_1].[c2] AS [a] FROM (SELECT [t].[s] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY [t].[a] DESC) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] = 1;

-- source: duckdb
-- target: 2019
SELECT s, SUM(a) AS x FROM t GROUP BY s QUALIFY rank() OVER (ORDER BY SUM(a) DESC) <= 3;

SELECT [dw_rows_1].[c1] AS [s], [dw_rows_1].[c2] AS [x] FROM (SELECT [t].[s] AS [c1], SUM(CAST([t].[a] AS BIGINT)) AS [c2], RANK() OVER (ORDER BY SUM(CAST([t].[a] AS BIGINT)) DESC) AS [c3] FROM [dbo].[t] AS [t] GROUP BY [t].[s]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] <= 3;
