-- source: postgres
-- target: 2019
SELECT ascii(s), chr(65) FROM t;

SELECT CASE WHEN DATALENGTH([t].[s]) = 0 THEN 0 ELSE UNICODE([t].[s]) END AS [ascii], NCHAR(65) AS [chr] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, chr(65+abs(b)) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], NCHAR(65 + ABS([t].[b])) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, chr(65+abs(b)) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], NCHAR(65 + ABS([t].[b])) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
