-- source: postgres
-- target: 2019
SELECT strpos(s, 'x') FROM t;

SELECT CHARINDEX(N'x', [t].[s] COLLATE Latin1_General_100_BIN2) AS [strpos] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT position('x' IN s) FROM t;

SELECT CHARINDEX(N'x', [t].[s] COLLATE Latin1_General_100_BIN2) AS [position] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT instr(s, 'x') FROM t;

SELECT CHARINDEX(N'x', [t].[s] COLLATE Latin1_General_100_BIN2) AS [instr(s, 'x')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, position('b' in s) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CHARINDEX(N'b', [t].[s] COLLATE Latin1_General_100_BIN2) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, position('b' in s) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CHARINDEX(N'b', [t].[s] COLLATE Latin1_General_100_BIN2) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT strpos(s, '') AS x FROM t;

SELECT CASE WHEN DATALENGTH(N'') = 0 AND [t].[s] IS NOT NULL THEN 1 ELSE CHARINDEX(N'', [t].[s] COLLATE Latin1_General_100_BIN2) END AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT strpos(s, s2) AS x FROM t;

SELECT CASE WHEN DATALENGTH([t].[s2]) = 0 AND [t].[s] IS NOT NULL THEN 1 ELSE CHARINDEX([t].[s2], [t].[s] COLLATE Latin1_General_100_BIN2) END AS [x] FROM [dbo].[t] AS [t];
