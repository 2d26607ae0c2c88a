-- source: postgres
-- target: 2019
SELECT CASE WHEN $1 THEN 1 END;

SELECT CASE WHEN @p1 = 1 THEN 1 END AS [case];

-- source: postgres
-- target: 2019
SELECT CASE a WHEN NULL THEN 1 END FROM t;

SELECT CASE [t].[a] WHEN NULL THEN 1 END AS [case] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT CASE WHEN flag THEN 1 ELSE 0 END FROM t;

SELECT CASE WHEN [t].[flag] = 1 THEN 1 ELSE 0 END AS [case] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT CASE WHEN a > 1 THEN 'x' END AS z FROM t;

SELECT CASE WHEN [t].[a] > 1 THEN N'x' END AS [z] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count(*) filter (where flag) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT CASE WHEN b = 1 THEN sum(CAST(a AS bigint)) ELSE sum(n) END AS x FROM t GROUP BY b;

SELECT CAST(CASE WHEN [t].[b] = 1 THEN CAST(SUM(CAST(CAST([t].[a] AS BIGINT) AS DECIMAL(38, 0))) AS DECIMAL(38, 2)) ELSE CAST(SUM([t].[n]) AS DECIMAL(38, 2)) END AS DECIMAL(38, 2)) AS [x] FROM [dbo].[t] AS [t] GROUP BY [t].[b];
