-- source: postgres
-- target: 2019
SELECT replace(s, 'a', 'b') FROM t;

SELECT REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N'a', N'b') AS [replace] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, replace(s,'b','XX') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N'b', N'XX') AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, replace(s,'b','XX') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N'b', N'XX') AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, length(s)-length(replace(s,'b','')) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEN([t].[s] + N'.') - 1 - (LEN(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N'b', N'') + N'.') - 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, length(s)-length(replace(s,'b','')) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEN([t].[s] + N'.') - 1 - (LEN(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N'b', N'') + N'.') - 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT replace(s, 'a', '01234567890123456789012345678901234567890123456789') AS x FROM t;

SELECT REPLACE(CAST([t].[s] AS NVARCHAR(MAX)) COLLATE Latin1_General_100_BIN2, N'a', N'01234567890123456789012345678901234567890123456789') AS [x] FROM [dbo].[t] AS [t];
