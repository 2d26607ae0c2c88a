-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s IN ('a', 'ข');

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] IN (N'a', N'ข');

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE s IN ['x','y'];

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] IN (N'x', N'y');

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE NOT (a IN (1, NULL));

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] NOT IN (1, NULL);

-- source: postgres
-- target: 2019
SELECT t.a FROM t WHERE a NOT IN (SELECT a FROM u);

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] NOT IN (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]);

-- source: duckdb
-- target: 2019
SELECT a IN [1,2] FROM t;

SELECT CAST(CASE WHEN [t].[a] IN (1, 2) THEN 1 WHEN [t].[a] NOT IN (1, 2) THEN 0 END AS BIT) AS [a IN (1, 2)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT id FROM t WHERE ts IN (tz, d);

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE TODATETIMEOFFSET([t].[ts], 420) = [t].[tz] OR [t].[ts] = [t].[d];
