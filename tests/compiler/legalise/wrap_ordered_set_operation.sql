-- source: duckdb
-- target: 2019
SELECT a FROM t UNION ALL SELECT a FROM u ORDER BY a DESC LIMIT 5;

SELECT TOP (5) [dw_rows_1].[c1] AS [a] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] UNION ALL SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_rows_1]([c1]) ORDER BY [dw_rows_1].[c1] DESC;

-- source: postgres
-- target: 2019
SELECT a FROM t UNION SELECT a FROM u ORDER BY a;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] UNION SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_rows_1]([c1]) ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];

-- source: duckdb
-- target: 2019
SELECT a FROM t UNION SELECT a FROM u ORDER BY a;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] UNION SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_rows_1]([c1]) ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];

-- source: postgres
-- target: 2019
SELECT a FROM t EXCEPT SELECT a FROM u ORDER BY 1;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] EXCEPT SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_rows_1]([c1]) ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];

-- source: postgres
-- target: 2019
SELECT a FROM t UNION ALL (SELECT a FROM u ORDER BY a) ORDER BY a;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] UNION ALL SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_rows_1]([c1]) ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];
