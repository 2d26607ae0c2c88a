-- source: duckdb
-- target: 2019
SELECT DISTINCT a FROM t ORDER BY a DESC;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT DISTINCT [t].[a] AS [c1] FROM [dbo].[t] AS [t]) AS [dw_rows_1] ORDER BY [dw_rows_1].[c1] DESC;

-- source: postgres
-- target: 2019
SELECT DISTINCT a FROM t LIMIT 5 OFFSET 2;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT DISTINCT [t].[a] AS [c1] FROM [dbo].[t] AS [t]) AS [dw_rows_1] ORDER BY (SELECT NULL) OFFSET 2 ROWS FETCH NEXT 5 ROWS ONLY;

-- source: postgres
-- target: 2019
SELECT DISTINCT a+1 AS z FROM t ORDER BY z NULLS FIRST;

SELECT [dw_rows_1].[c1] AS [z] FROM (SELECT DISTINCT [t].[a] + 1 AS [c1] FROM [dbo].[t] AS [t]) AS [dw_rows_1] ORDER BY [dw_rows_1].[c1];

-- source: duckdb
-- target: 2019
SELECT DISTINCT a+1 AS z FROM t ORDER BY z NULLS FIRST;

SELECT [dw_rows_1].[c1] AS [z] FROM (SELECT DISTINCT [t].[a] + 1 AS [c1] FROM [dbo].[t] AS [t]) AS [dw_rows_1] ORDER BY [dw_rows_1].[c1];

-- source: postgres
-- target: 2019
SELECT DISTINCT a FROM t ORDER BY a;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT DISTINCT [t].[a] AS [c1] FROM [dbo].[t] AS [t]) AS [dw_rows_1] ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];

-- source: duckdb
-- target: 2019
SELECT DISTINCT a + 1 AS x, s FROM t ORDER BY (a + 1) % 7, md5(s) LIMIT 3;

SELECT TOP (3) [dw_rows_1].[c1] AS [x], [dw_rows_1].[c2] AS [s] FROM (SELECT DISTINCT [t].[a] + 1 AS [c1], [t].[s] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_rows_1] ORDER BY CASE WHEN [dw_rows_1].[c1] % 7 IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1] % 7, CASE WHEN LOWER(CONVERT(NVARCHAR(32), HASHBYTES('MD5', CAST([dw_rows_1].[c2] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))), 2)) IS NULL THEN 1 ELSE 0 END, LOWER(CONVERT(NVARCHAR(32), HASHBYTES('MD5', CAST([dw_rows_1].[c2] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))), 2));

-- source: duckdb
-- target: 2019
SELECT DISTINCT a FROM t ORDER BY b + 1;
-- refused: DW516
