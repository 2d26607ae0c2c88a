-- source: duckdb
-- target: 2019
SELECT split_part(s, ',', 1) FROM t;

SELECT REPLACE(SUBSTRING(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s] + N'.'))), 1, LEN([t].[s] + N'.')), N'', N'') AS [split_part(s, ',', 1)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT split_part(s, '-', 2) FROM t;

SELECT REPLACE(SUBSTRING(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N'-', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s] + N'.'))), LEN([t].[s] + N'.') + 1, LEN([t].[s] + N'.')), N'', N'') AS [split_part] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, split_part(s2,'-',1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLACE(SUBSTRING(REPLACE([t].[s2] COLLATE Latin1_General_100_BIN2, N'-', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s2] + N'.'))), 1, LEN([t].[s2] + N'.')), N'', N'') AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, split_part(s2,'-',1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLACE(SUBSTRING(REPLACE([t].[s2] COLLATE Latin1_General_100_BIN2, N'-', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s2] + N'.'))), 1, LEN([t].[s2] + N'.')), N'', N'') AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT split_part(s, '-', -1) FROM t;

SELECT REVERSE(REPLACE(SUBSTRING(REPLACE(REVERSE([t].[s]) COLLATE Latin1_General_100_BIN2, N'-', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN(CAST(REVERSE([t].[s]) AS NVARCHAR(MAX)) + N'.'))), 1, LEN(CAST(REVERSE([t].[s]) AS NVARCHAR(MAX)) + N'.')), N'', N'')) AS [split_part] FROM [dbo].[t] AS [t];
