-- source: postgres
-- target: 2019
-- text: exact
SELECT DISTINCT s, a FROM t;

SELECT CAST([dw_exact_1].[c1] AS NVARCHAR(100)) AS [s], [dw_exact_1].[c2] AS [a] FROM (SELECT DISTINCT CAST([t].[s] AS VARBINARY(200)) AS [s], [t].[a] AS [a] FROM [dbo].[t] AS [t]) AS [dw_exact_1]([c1], [c2]);

-- source: postgres
-- target: 2019
-- text: exact
SELECT DISTINCT s FROM t ORDER BY s LIMIT 3;

SELECT TOP (3) [dw_rows_1].[c1] AS [s] FROM (SELECT CAST([dw_exact_1].[c1] AS NVARCHAR(100)) AS [c1] FROM (SELECT DISTINCT CAST([t].[s] AS VARBINARY(200)) AS [c1] FROM [dbo].[t] AS [t]) AS [dw_exact_1]([c1])) AS [dw_rows_1] ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, CAST(CAST([dw_rows_1].[c1] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300));

-- source: postgres
-- target: 2019
-- text: exact
SELECT s FROM t UNION SELECT v FROM w;

SELECT CAST([dw_exact_1].[c1] AS NVARCHAR(100)) AS [s] FROM (SELECT CAST([t].[s] AS VARBINARY(200)) AS [s] FROM [dbo].[t] AS [t] UNION SELECT CAST(CAST([w].[v] AS NVARCHAR(20)) AS VARBINARY(40)) AS [v] FROM [dbo].[w] AS [w]) AS [dw_exact_1]([c1]);

-- source: postgres
-- target: 2019
-- text: exact
SELECT s FROM t UNION ALL SELECT v FROM w;

SELECT [t].[s] AS [s] FROM [dbo].[t] AS [t] UNION ALL SELECT [w].[v] AS [v] FROM [dbo].[w] AS [w];

-- source: postgres
-- target: 2019
-- text: exact
SELECT s, a FROM t INTERSECT (SELECT s, b FROM t EXCEPT SELECT s, a FROM u);

SELECT CAST([dw_exact_1].[c1] AS NVARCHAR(100)) AS [s], [dw_exact_1].[c2] AS [a] FROM (SELECT CAST([t].[s] AS VARBINARY(200)) AS [s], [t].[a] AS [a] FROM [dbo].[t] AS [t] INTERSECT (SELECT CAST([t].[s] AS VARBINARY(200)) AS [s], [t].[b] AS [b] FROM [dbo].[t] AS [t] EXCEPT SELECT CAST([u].[s] AS VARBINARY(200)) AS [s], [u].[a] AS [a] FROM [dbo].[u] AS [u])) AS [dw_exact_1]([c1], [c2]);

-- source: postgres
-- target: 2019
-- text: exact
SELECT s FROM t EXCEPT ALL SELECT s FROM u;

SELECT [dw_rows_1].[c1] AS [s] FROM (SELECT CAST([dw_exact_1].[c1] AS NVARCHAR(100)) AS [c1], [dw_exact_1].[c2] AS [c2] FROM (SELECT CAST([dw_side_1].[c1] AS VARBINARY(200)) AS [c1], ROW_NUMBER() OVER (PARTITION BY CAST([dw_side_1].[c1] AS VARBINARY(200)) ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [t].[s] AS [s] FROM [dbo].[t] AS [t]) AS [dw_side_1]([c1]) EXCEPT SELECT CAST([dw_side_2].[c1] AS VARBINARY(200)) AS [c1], ROW_NUMBER() OVER (PARTITION BY CAST([dw_side_2].[c1] AS VARBINARY(200)) ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [u].[s] AS [s] FROM [dbo].[u] AS [u]) AS [dw_side_2]([c1])) AS [dw_exact_1]([c1], [c2])) AS [dw_rows_1]([c1], [c2]);

-- source: postgres
-- target: 2019
-- text: exact
WITH q AS (SELECT DISTINCT s FROM t) SELECT count(*) AS n FROM q WHERE s = 'x';

WITH [q] AS (SELECT CAST([dw_exact_1].[c1] AS NVARCHAR(100)) AS [s] FROM (SELECT DISTINCT CAST([t].[s] AS VARBINARY(200)) AS [s] FROM [dbo].[t] AS [t]) AS [dw_exact_1]([c1])) SELECT COUNT_BIG(*) AS [n] FROM [q] AS [q] WHERE CAST([q].[s] AS VARBINARY(200)) = CAST(N'x' AS VARBINARY(2));

-- source: postgres
-- target: 2019
-- text: exact
SELECT DISTINCT ON (s) s, a FROM t ORDER BY s, a;

SELECT [dw_rows_1].[c1] AS [s], [dw_rows_1].[c2] AS [a] FROM (SELECT [t].[s] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (PARTITION BY CAST([t].[s] AS VARBINARY(200)) ORDER BY CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END, CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)), CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] = 1 ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, CAST(CAST([dw_rows_1].[c1] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)), CASE WHEN [dw_rows_1].[c2] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c2];

-- source: postgres
-- target: 2019
-- text: exact
SELECT DISTINCT a FROM t;

SELECT DISTINCT [t].[a] AS [a] FROM [dbo].[t] AS [t];
