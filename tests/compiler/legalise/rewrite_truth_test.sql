-- source: postgres
-- target: 2019
SELECT a FROM t WHERE flag IS UNKNOWN;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[flag] IS NULL;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE flag IS TRUE;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[flag] = 1;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE flag IS FALSE;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE NOT [t].[flag] = 1;

-- source: duckdb
-- target: 2019
SELECT id, s is null AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, a is null AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id FROM t WHERE j -> 'a' IS NOT NULL;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE NOT (NOT EXISTS (SELECT 1 AS [one] FROM OPENJSON([t].[j]) AS [o] WHERE [o].[key] COLLATE Latin1_General_100_BIN2 = N'a'));
