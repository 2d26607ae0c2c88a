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

-- source: postgres
-- target: 2019
SELECT a FROM t EXCEPT ALL SELECT a FROM u ORDER BY a LIMIT 3;

SELECT TOP (3) [dw_rows_1].[c1] AS [a] FROM (SELECT [dw_rows_2].[c1] AS [a] FROM (SELECT [dw_side_1].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_1].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t]) AS [dw_side_1]([c1]) EXCEPT SELECT [dw_side_2].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_2].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_side_2]([c1])) AS [dw_rows_2]([c1], [c2])) AS [dw_rows_1]([c1]) ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];

-- source: postgres
-- target: 2019
SELECT round(n, 0) AS x FROM t UNION ALL SELECT n FROM t ORDER BY x;

SELECT [dw_rows_1].[c1] AS [x] FROM (SELECT CAST(CAST(ROUND([t].[n], 0) AS DECIMAL(38, 0)) AS DECIMAL(38, 2)) AS [x] FROM [dbo].[t] AS [t] UNION ALL SELECT CAST([t].[n] AS DECIMAL(38, 2)) AS [n] FROM [dbo].[t] AS [t]) AS [dw_rows_1]([c1]) ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];
