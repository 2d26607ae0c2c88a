-- source: postgres
-- target: 2019
SELECT length(s) FROM t;

SELECT LEN([t].[s] + N'.') - 1 AS [length] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT max(length(s)) AS x FROM t;

SELECT MAX(LEN([t].[s] + N'.') - 1) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT max(length(s)) AS x FROM t;

SELECT MAX(LEN([t].[s] + N'.') - 1) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, length(s) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEN([t].[s] + N'.') - 1 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, length(s) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEN([t].[s] + N'.') - 1 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT char_length(s), octet_length(s) FROM t;

SELECT LEN([t].[s] + N'.') - 1 AS [char_length], DATALENGTH(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))) AS [octet_length] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT len(string_split(s, ',')) FROM t;

SELECT LEN([t].[s] + N'.') - 1 - (LEN(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', N'') + N'.') - 1) + 1 AS [len(string_split(s, ','))] FROM [dbo].[t] AS [t];
