-- source: duckdb
-- target: 2019
SELECT fsum(f) FROM t;

SELECT CAST(SUM([t].[f]) AS FLOAT) AS [fsum(f)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT timezone('UTC', ts) FROM t;

SELECT TODATETIMEOFFSET([t].[ts], 0) AS [timezone] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT datepart('year', d) FROM t;

SELECT DATEPART(YEAR, [t].[d]) AS [datepart('year', d)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT date_part('dow', d) FROM t;

SELECT (DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[d]) + 1) % 7 AS [date_part('dow', d)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT num_nulls(a, b) FROM t;

SELECT CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END + CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END AS [num_nulls] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT product(a) FROM t;
-- refused: DW605

-- source: duckdb
-- target: 2019
SELECT try_strptime(s, '%d/%m/%Y') FROM t;

SELECT CASE WHEN LTRIM(RTRIM([t].[s])) LIKE N'[0-9][0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]' THEN TRY_CONVERT(DATETIME2(6), SUBSTRING(LTRIM(RTRIM([t].[s])), 7, 4) + N'-' + SUBSTRING(LTRIM(RTRIM([t].[s])), 4, 2) + N'-' + SUBSTRING(LTRIM(RTRIM([t].[s])), 1, 2) + N' 00:00:00', 121) WHEN LTRIM(RTRIM([t].[s])) LIKE N'[0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]' THEN TRY_CONVERT(DATETIME2(6), SUBSTRING(LTRIM(RTRIM([t].[s])), 6, 4) + N'-' + SUBSTRING(LTRIM(RTRIM([t].[s])), 3, 2) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM([t].[s])), 1, 1)) + N' 00:00:00', 121) WHEN LTRIM(RTRIM([t].[s])) LIKE N'[0-9][0-9]/[0-9]/[0-9][0-9][0-9][0-9]' THEN TRY_CONVERT(DATETIME2(6), SUBSTRING(LTRIM(RTRIM([t].[s])), 6, 4) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM([t].[s])), 4, 1)) + N'-' + SUBSTRING(LTRIM(RTRIM([t].[s])), 1, 2) + N' 00:00:00', 121) WHEN LTRIM(RTRIM([t].[s])) LIKE N'[0-9]/[0-9]/[0-9][0-9][0-9][0-9]' THEN TRY_CONVERT(DATETIME2(6), SUBSTRING(LTRIM(RTRIM([t].[s])), 5, 4) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM([t].[s])), 3, 1)) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM([t].[s])), 1, 1)) + N' 00:00:00', 121) WHEN NOT LTRIM(RTRIM([t].[s])) COLLATE Latin1_General_100_BIN2 LIKE N'%[0-9]%' OR LTRIM(RTRIM([t].[s])) COLLATE Latin1_General_100_BIN2 LIKE N'%[^/0-9 ]%' OR NOT LTRIM(RTRIM([t].[s])) COLLATE Latin1_General_100_BIN2 LIKE N'%/%/%' THEN NULL ELSE CONVERT(DATETIME2(6), N'?' + LTRIM(RTRIM([t].[s])), 121) END AS [try_strptime(s, '%d/%m/%Y')] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT geomean(a) AS x, favg(a) AS y FROM t;

SELECT CAST(EXP(AVG(LOG(CAST([t].[a] AS FLOAT)))) AS FLOAT) AS [x], CAST(AVG(CAST([t].[a] AS FLOAT)) AS FLOAT) AS [y] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT product(a) AS x FROM t;
-- refused: DW605

-- source: postgres
-- target: 2019
SELECT json_array_length(j), jsonb_typeof(j::jsonb -> 'a'), json_extract_path_text(j, 'a', 'b') FROM t;

SELECT CASE WHEN CHARINDEX(N'[', [t].[j]) > 0 AND PATINDEX(N'%[[{]%', [t].[j]) = CHARINDEX(N'[', [t].[j]) THEN (SELECT COUNT_BIG(*) FROM OPENJSON([t].[j])) END AS [json_array_length], (SELECT CASE [o].[type] WHEN 0 THEN N'null' WHEN 1 THEN N'string' WHEN 2 THEN N'number' WHEN 3 THEN N'boolean' WHEN 4 THEN N'array' WHEN 5 THEN N'object' END FROM OPENJSON([t].[j]) AS [o] WHERE [o].[key] COLLATE Latin1_General_100_BIN2 = N'a') AS [jsonb_typeof], COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a.b'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a.b', [json] NVARCHAR(MAX) '$.a.b' AS JSON) AS [o])) AS [json_extract_path_text] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT json_array_length(j, '$.a') FROM t;

SELECT CASE WHEN JSON_QUERY([t].[j], N'$.a') COLLATE Latin1_General_100_BIN2 LIKE N'[[]%' THEN (SELECT COUNT_BIG(*) FROM OPENJSON(JSON_QUERY([t].[j], N'$.a'))) WHEN EXISTS (SELECT 1 AS [one] FROM OPENJSON([t].[j]) AS [o] WHERE [o].[key] COLLATE Latin1_General_100_BIN2 = N'a') THEN 0 END AS [json_array_length(j, '$.a')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT sum(json_array_length(j)) FROM t;
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT printf('%d%%', a) AS x, strlen(s) AS y FROM t;

SELECT CAST(CAST([t].[a] AS NVARCHAR(11)) AS NVARCHAR(MAX)) + N'%' AS [x], DATALENGTH(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))) AS [y] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT octet_length(s) AS x FROM t;

SELECT DATALENGTH(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))) AS [x] FROM [dbo].[t] AS [t];
