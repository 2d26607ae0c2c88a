-- source: duckdb
-- target: 2019
SELECT id, s[1] AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SUBSTRING([t].[s], 1, 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, s[2] AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SUBSTRING([t].[s], 2, 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT s[1:3] FROM t;

SELECT SUBSTRING([t].[s], 1, 3) AS [s[1:3]]] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT (string_to_array(s, ','))[2] FROM t;

SELECT CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%,%' THEN REPLACE(SUBSTRING(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s] + N'.'))), LEN([t].[s] + N'.') + 1, LEN([t].[s] + N'.')), N'', N'') END AS [string_to_array] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT (ARRAY['x', 'y'])[a] FROM t;

SELECT CASE [t].[a] WHEN 1 THEN N'x' WHEN 2 THEN N'y' END AS [array] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT s[1:3], s[-1] FROM t;

SELECT SUBSTRING([t].[s], 1, 3) AS [s[1:3]]], SUBSTRING([t].[s], LEN([t].[s] + N'.') - 1, 1) AS [s[-1]]] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT upper(s)[2] FROM t;

SELECT SUBSTRING(UPPER([t].[s]), 2, 1) AS [UPPER(s)[2]]] FROM [dbo].[t] AS [t];
