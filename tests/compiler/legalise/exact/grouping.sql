-- source: postgres
-- target: 2019
-- text: exact
SELECT s, count(*) AS n FROM t GROUP BY s HAVING s = 'x' ORDER BY s;

SELECT CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) AS [s], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] GROUP BY CAST([t].[s] AS VARBINARY(200)) HAVING CAST([t].[s] AS VARBINARY(200)) = CAST(N'x' AS VARBINARY(2)) ORDER BY CASE WHEN CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) IS NULL THEN 1 ELSE 0 END, CAST(CAST(CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300));

-- source: postgres
-- target: 2019
-- text: exact
SELECT upper(s) AS u, a, max(s) AS m FROM t GROUP BY upper(s), a;

SELECT CAST(CAST(UPPER([t].[s]) AS VARBINARY(200)) AS NVARCHAR(100)) AS [u], [t].[a] AS [a], CAST(SUBSTRING(MAX(CAST(CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)) AS BINARY(300)) + CAST([t].[s] AS VARBINARY(200))), 301, 200) AS NVARCHAR(100)) AS [m] FROM [dbo].[t] AS [t] GROUP BY CAST(UPPER([t].[s]) AS VARBINARY(200)), [t].[a];

-- source: postgres
-- target: 2019
-- text: exact
SELECT s, grouping(s) AS g, sum(a) AS a FROM t GROUP BY ROLLUP (s);

SELECT CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) AS [s], GROUPING(CAST([t].[s] AS VARBINARY(200))) AS [g], SUM(CAST([t].[a] AS BIGINT)) AS [a] FROM [dbo].[t] AS [t] GROUP BY ROLLUP (CAST([t].[s] AS VARBINARY(200)));

-- source: postgres
-- target: 2019
-- text: exact
SELECT s, (SELECT count(*) FROM u WHERE u.s = t.s) AS n FROM t GROUP BY s;

SELECT CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) AS [s], (SELECT COUNT_BIG(*) AS [count] FROM [dbo].[u] AS [u] WHERE [u].[s] = CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) AND CAST([u].[s] AS VARBINARY(200)) = CAST(CAST(CAST([t].[s] AS VARBINARY(200)) AS NVARCHAR(100)) AS VARBINARY(200))) AS [n] FROM [dbo].[t] AS [t] GROUP BY CAST([t].[s] AS VARBINARY(200));

-- source: postgres
-- target: 2019
-- text: exact
SELECT v, rank() OVER (ORDER BY count(*) DESC) AS r FROM w GROUP BY v;

SELECT CAST(CAST(CAST([w].[v] AS NVARCHAR(20)) AS VARBINARY(40)) AS NVARCHAR(20)) AS [v], RANK() OVER (ORDER BY COUNT_BIG(*) DESC) AS [r] FROM [dbo].[w] AS [w] GROUP BY CAST(CAST([w].[v] AS NVARCHAR(20)) AS VARBINARY(40));

-- source: postgres
-- target: 2019
-- text: exact
SELECT a, count(*) AS n FROM t GROUP BY a;

SELECT [t].[a] AS [a], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] GROUP BY [t].[a];
