-- source: postgres
-- target: 2019
SELECT NULL::int AS x;

SELECT CAST(NULL AS INT) AS [x];

-- source: postgres
-- target: 2019
SELECT 'true'::boolean AS x;

SELECT CAST(1 AS BIT) AS [x];

-- source: postgres
-- target: 2019
SELECT localtimestamp;

SELECT CAST(@now AS DATETIME2(6)) AS [localtimestamp];

-- source: duckdb
-- target: 2019
SELECT today();

SELECT CAST(CAST(@now AS DATETIME2(6)) AS DATE) AS [today()];

-- source: duckdb
-- target: 2019
SELECT current_date;

SELECT CAST(CAST(@now AS DATETIME2(6)) AS DATE) AS [current_date()];

-- source: postgres
-- target: 2019
SELECT a::money FROM t;
-- refused: DW606

-- source: duckdb
-- target: 2019
SELECT round(f, 2)::VARCHAR FROM t;

SELECT CASE WHEN CAST([t].[f] AS BINARY(8)) >= 0x8000000000000000 THEN N'-' ELSE N'' END + (LEFT(CAST(CAST(ABS(SIGN([t].[f]) * (FLOOR(ABS([t].[f]) * 1E2 + 0.5E0) / 1E2)) AS DECIMAL(15, 2)) AS NVARCHAR(17)), LEN(CAST(CAST(ABS(SIGN([t].[f]) * (FLOOR(ABS([t].[f]) * 1E2 + 0.5E0) / 1E2)) AS DECIMAL(15, 2)) AS NVARCHAR(17))) - 1) + REPLACE(RTRIM(REPLACE(RIGHT(CAST(CAST(ABS(SIGN([t].[f]) * (FLOOR(ABS([t].[f]) * 1E2 + 0.5E0) / 1E2)) AS DECIMAL(15, 2)) AS NVARCHAR(17)), 1), N'0', N' ')), N' ', N'0')) AS [CAST(ROUND(f, 2) AS TEXT)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ceil(f)::text, tz::text, ts::time::text FROM t;

SELECT CASE WHEN CAST([t].[f] AS BINARY(8)) >= 0x8000000000000000 THEN N'-' ELSE N'' END + CAST(CAST(ABS(CEILING([t].[f])) AS DECIMAL(15, 0)) AS NVARCHAR(17)) AS [ceil], CONVERT(NVARCHAR(19), CAST(SWITCHOFFSET([t].[tz], 0) AS DATETIME2(6)), 120) + CASE WHEN DATEPART(MICROSECOND, CAST(SWITCHOFFSET([t].[tz], 0) AS DATETIME2(6))) = 0 THEN N'' ELSE N'.' + REPLACE(RTRIM(REPLACE(RIGHT(N'00000' + CAST(DATEPART(MICROSECOND, CAST(SWITCHOFFSET([t].[tz], 0) AS DATETIME2(6))) AS NVARCHAR(6)), 6), N'0', N' ')), N' ', N'0') END + N'+00' AS [tz], CONVERT(NVARCHAR(8), CAST([t].[ts] AS TIME(6)), 108) + CASE WHEN DATEPART(MICROSECOND, CAST([t].[ts] AS TIME(6))) = 0 THEN N'' ELSE N'.' + REPLACE(RTRIM(REPLACE(RIGHT(N'00000' + CAST(DATEPART(MICROSECOND, CAST([t].[ts] AS TIME(6))) AS NVARCHAR(6)), 6), N'0', N' ')), N' ', N'0') END AS [ts] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT f::VARCHAR FROM t;
-- refused: DW603

-- source: postgres
-- target: 2019
SELECT floor(n)::text AS x, round(f)::text AS y FROM t;

SELECT CAST(FLOOR([t].[n]) AS NVARCHAR(15)) AS [x], CASE WHEN CAST([t].[f] AS BINARY(8)) >= 0x8000000000000000 THEN N'-' ELSE N'' END + CAST(CAST(ABS(CAST(CASE WHEN [t].[f] - FLOOR([t].[f]) = 0.5E0 THEN 2 * ROUND([t].[f] / 2, 0) ELSE ROUND([t].[f], 0) END AS FLOAT)) AS DECIMAL(15, 0)) AS NVARCHAR(17)) AS [y] FROM [dbo].[t] AS [t];
