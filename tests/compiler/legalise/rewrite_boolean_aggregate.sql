-- source: postgres
-- target: 2019
SELECT bool_and(flag) AS x FROM t;

SELECT CAST(MIN(CAST([t].[flag] AS INT)) AS BIT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT bool_and(flag) AS x FROM t;

SELECT CAST(MIN(CAST([t].[flag] AS INT)) AS BIT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT a FROM t GROUP BY a HAVING bool_or(flag);

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] GROUP BY [t].[a] HAVING CAST(MAX(CAST([t].[flag] AS INT)) AS BIT) = 1;

-- source: postgres
-- target: 2019
SELECT bool_or(flag) OVER (PARTITION BY s) FROM t;

SELECT CAST(MAX(CAST([t].[flag] AS INT)) OVER (PARTITION BY [t].[s]) AS BIT) AS [bool_or] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT bool_or(a>5) AS x FROM t;

SELECT CAST(MAX(CASE WHEN [t].[a] > 5 THEN 1 WHEN NOT [t].[a] > 5 THEN 0 END) AS BIT) AS [x] FROM [dbo].[t] AS [t];
