-- source: duckdb
-- target: 2019
SELECT * FROM unnest([1,2,3]) AS u(x);

SELECT [u].[x] AS [x] FROM (SELECT [dw_list_1].[x] AS [x] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([x])) AS [u];

-- source: postgres
-- target: 2019
SELECT unnest(ARRAY[1,2,3]) AS x;

SELECT [_s1].[value] AS [x] FROM (SELECT [dw_list_1].[value] AS [value] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([value])) AS [_s1];

-- source: duckdb
-- target: 2019
SELECT unnest([1,2,3]) AS x;

SELECT [_s1].[value] AS [x] FROM (SELECT [dw_list_1].[value] AS [value] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([value])) AS [_s1];

-- source: postgres
-- target: 2019
SELECT t.a, x FROM t, unnest(ARRAY[1,2,3]) AS x;

SELECT [t].[a] AS [a], [x].[x] AS [x] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT [dw_list_1].[x] AS [x] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([x])) AS [x];

-- source: duckdb
-- target: 2019
SELECT x FROM (SELECT unnest([1,2]) AS x) q;

SELECT [q].[x] AS [x] FROM (SELECT [_s1].[value] AS [x] FROM (SELECT [dw_list_1].[value] AS [value] FROM (VALUES (1), (2)) AS [dw_list_1]([value])) AS [_s1]) AS [q];

-- source: postgres
-- target: 2019
SELECT x.v, x.i FROM t, unnest(string_to_array(s, ',')) WITH ORDINALITY AS x(v, i);

SELECT [x].[v] AS [v], [x].[i] AS [i] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT REPLACE(SUBSTRING(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s] + N'.'))), [dw_steps].[ordinal] * LEN([t].[s] + N'.') + 1, LEN([t].[s] + N'.')), N'', N'') AS [v], [dw_steps].[ordinal] + 1 AS [i] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'_%' THEN LEN([t].[s] + N'.') - 1 - (LEN(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', N'') + N'.') - 1) + 1 WHEN [t].[s] IS NOT NULL THEN 0 END - 1) + N'x', N',')) AS [dw_steps]) AS [x];

-- source: postgres
-- target: 2019
SELECT x.v, x.i FROM t CROSS JOIN LATERAL unnest(string_to_array(s, ',')) WITH ORDINALITY AS x(v, i);

SELECT [x].[v] AS [v], [x].[i] AS [i] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT REPLACE(SUBSTRING(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s] + N'.'))), [dw_steps].[ordinal] * LEN([t].[s] + N'.') + 1, LEN([t].[s] + N'.')), N'', N'') AS [v], [dw_steps].[ordinal] + 1 AS [i] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'_%' THEN LEN([t].[s] + N'.') - 1 - (LEN(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', N'') + N'.') - 1) + 1 WHEN [t].[s] IS NOT NULL THEN 0 END - 1) + N'x', N',')) AS [dw_steps]) AS [x];

-- source: postgres
-- target: 2019
SELECT x.v, x.i FROM t LEFT JOIN LATERAL unnest(string_to_array(s, ',')) WITH ORDINALITY AS x(v, i) ON x.i < 3;

SELECT [x].[v] AS [v], [x].[i] AS [i] FROM [dbo].[t] AS [t] OUTER APPLY (SELECT [x].[v] AS [v], [x].[i] AS [i] FROM (SELECT REPLACE(SUBSTRING(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN([t].[s] + N'.'))), [dw_steps].[ordinal] * LEN([t].[s] + N'.') + 1, LEN([t].[s] + N'.')), N'', N'') AS [v], [dw_steps].[ordinal] + 1 AS [i] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'_%' THEN LEN([t].[s] + N'.') - 1 - (LEN(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', N'') + N'.') - 1) + 1 WHEN [t].[s] IS NOT NULL THEN 0 END - 1) + N'x', N',')) AS [dw_steps]) AS [x] WHERE [x].[i] < 3) AS [x];
