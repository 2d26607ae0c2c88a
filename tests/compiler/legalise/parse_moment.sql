-- source: postgres
-- target: 2019
SELECT id, to_date('31/01/2024','DD/MM/YYYY') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CONVERT(DATE, CASE WHEN LEFT(N'31/01/2024', 10) LIKE N'[0-9][0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]' THEN SUBSTRING(N'31/01/2024', 7, 4) + N'-' + SUBSTRING(N'31/01/2024', 4, 2) + N'-' + SUBSTRING(N'31/01/2024', 1, 2) ELSE N'?' + N'31/01/2024' END, 23) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, strptime('31/01/2024','%d/%m/%Y') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CONVERT(DATETIME2(6), CASE WHEN LTRIM(RTRIM(N'31/01/2024')) LIKE N'[0-9][0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]' THEN SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 7, 4) + N'-' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 4, 2) + N'-' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 1, 2) + N' 00:00:00' WHEN LTRIM(RTRIM(N'31/01/2024')) LIKE N'[0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]' THEN SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 6, 4) + N'-' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 3, 2) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 1, 1)) + N' 00:00:00' WHEN LTRIM(RTRIM(N'31/01/2024')) LIKE N'[0-9][0-9]/[0-9]/[0-9][0-9][0-9][0-9]' THEN SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 6, 4) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 4, 1)) + N'-' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 1, 2) + N' 00:00:00' WHEN LTRIM(RTRIM(N'31/01/2024')) LIKE N'[0-9]/[0-9]/[0-9][0-9][0-9][0-9]' THEN SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 5, 4) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 3, 1)) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM(N'31/01/2024')), 1, 1)) + N' 00:00:00' ELSE N'?' + LTRIM(RTRIM(N'31/01/2024')) END, 121) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT to_timestamp(s, 'YYYY-MM-DD HH24:MI') FROM t;

SELECT TODATETIMEOFFSET(CONVERT(DATETIME2(6), CASE WHEN LEFT([t].[s], 16) LIKE N'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]' THEN SUBSTRING([t].[s], 1, 4) + N'-' + SUBSTRING([t].[s], 6, 2) + N'-' + SUBSTRING([t].[s], 9, 2) + N' ' + SUBSTRING([t].[s], 12, 2) + N':' + SUBSTRING([t].[s], 15, 2) + N':00' ELSE N'?' + [t].[s] END, 121), 0) AS [to_timestamp] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT strptime(s, '%d %b %Y') FROM t;

SELECT CONVERT(DATETIME2(6), CASE WHEN LTRIM(RTRIM([t].[s])) LIKE N'[0-9][0-9] [A-Za-z][A-Za-z][A-Za-z] [0-9][0-9][0-9][0-9]' THEN SUBSTRING(LTRIM(RTRIM([t].[s])), 8, 4) + N'-' + RIGHT(N'0' + CAST((CHARINDEX(N' ' + LOWER(SUBSTRING(LTRIM(RTRIM([t].[s])), 4, 3)), N' jan feb mar apr may jun jul aug sep oct nov dec') + 3) / 4 AS NVARCHAR(2)), 2) + N'-' + SUBSTRING(LTRIM(RTRIM([t].[s])), 1, 2) + N' 00:00:00' WHEN LTRIM(RTRIM([t].[s])) LIKE N'[0-9] [A-Za-z][A-Za-z][A-Za-z] [0-9][0-9][0-9][0-9]' THEN SUBSTRING(LTRIM(RTRIM([t].[s])), 7, 4) + N'-' + RIGHT(N'0' + CAST((CHARINDEX(N' ' + LOWER(SUBSTRING(LTRIM(RTRIM([t].[s])), 3, 3)), N' jan feb mar apr may jun jul aug sep oct nov dec') + 3) / 4 AS NVARCHAR(2)), 2) + N'-' + (N'0' + SUBSTRING(LTRIM(RTRIM([t].[s])), 1, 1)) + N' 00:00:00' ELSE N'?' + LTRIM(RTRIM([t].[s])) END, 121) AS [strptime(s, '%d %b %Y')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_date(s, 'FMDD/FMMM/YYYY') FROM t;
-- refused: DW602
