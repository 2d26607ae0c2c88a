-- source: postgres
-- target: 2019
SELECT to_char(ts, 'YYYY-MM-DD') FROM t;

SELECT CONVERT(NVARCHAR(10), [t].[ts], 120) AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'YYYY-MM-DD HH24:MI:SS') FROM t;

SELECT CONVERT(NVARCHAR(19), [t].[ts], 120) AS [to_char] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT strftime('%Y', ts) FROM t;

SELECT CONVERT(NVARCHAR(4), [t].[ts], 120) AS [strftime('%Y', ts)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'Q') FROM t;

SELECT CAST(DATEPART(QUARTER, [t].[ts]) AS NVARCHAR(10)) AS [to_char] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT strftime(ts, '%Y-%m') FROM t;

SELECT CONVERT(NVARCHAR(7), [t].[ts], 120) AS [strftime(ts, '%Y-%m')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(n, 'FM999,990.00') FROM t;

SELECT CASE WHEN ABS(CAST([t].[n] AS DECIMAL(38, 2))) >= 1000000 THEN CASE WHEN CAST([t].[n] AS DECIMAL(38, 2)) < 0 THEN N'-' ELSE N'' END + N'###,###.##' ELSE CASE WHEN CAST([t].[n] AS DECIMAL(38, 2)) < 0 THEN N'-' ELSE N'' END + (SUBSTRING(STUFF(LEFT(RIGHT(N'00000' + CAST(ABS(CAST([t].[n] AS DECIMAL(38, 2))) AS NVARCHAR(41)), 9), 6), 4, 0, N','), PATINDEX(N'%[1-9]%', LEFT(STUFF(LEFT(RIGHT(N'00000' + CAST(ABS(CAST([t].[n] AS DECIMAL(38, 2))) AS NVARCHAR(41)), 9), 6), 4, 0, N','), 6) + N'1'), 7) + RIGHT(CAST(ABS(CAST([t].[n] AS DECIMAL(38, 2))) AS NVARCHAR(41)), 3)) END AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(a, '9,999') FROM t;

SELECT CASE WHEN ABS(CAST([t].[a] AS DECIMAL(38, 0))) >= 10000 THEN RIGHT(N'      ' + (CASE WHEN CAST([t].[a] AS DECIMAL(38, 0)) < 0 THEN N'-' ELSE N'' END + N'#,###'), 6) ELSE RIGHT(N'      ' + (CASE WHEN CAST([t].[a] AS DECIMAL(38, 0)) < 0 THEN N'-' ELSE N'' END + SUBSTRING(STUFF(RIGHT(N'000' + CAST(ABS(CAST([t].[a] AS DECIMAL(38, 0))) AS NVARCHAR(41)), 4), 2, 0, N','), PATINDEX(N'%[1-9]%', LEFT(STUFF(RIGHT(N'000' + CAST(ABS(CAST([t].[a] AS DECIMAL(38, 0))) AS NVARCHAR(41)), 4), 2, 0, N','), 4) + N'1'), 5)), 6) END AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(n, 'S990.0') FROM t;

SELECT CASE WHEN ABS(CAST(ROUND([t].[n], 1) AS DECIMAL(38, 1))) >= 1000 THEN RIGHT(N'      ' + (CASE WHEN CAST(ROUND([t].[n], 1) AS DECIMAL(38, 1)) < 0 THEN N'-' ELSE N'+' END + N'###.#'), 6) ELSE RIGHT(N'      ' + (CASE WHEN CAST(ROUND([t].[n], 1) AS DECIMAL(38, 1)) < 0 THEN N'-' ELSE N'+' END + (SUBSTRING(LEFT(RIGHT(N'00' + CAST(ABS(CAST(ROUND([t].[n], 1) AS DECIMAL(38, 1))) AS NVARCHAR(41)), 5), 3), PATINDEX(N'%[1-9]%', LEFT(LEFT(RIGHT(N'00' + CAST(ABS(CAST(ROUND([t].[n], 1) AS DECIMAL(38, 1))) AS NVARCHAR(41)), 5), 3), 2) + N'1'), 3) + RIGHT(CAST(ABS(CAST(ROUND([t].[n], 1) AS DECIMAL(38, 1))) AS NVARCHAR(41)), 2))), 6) END AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(n, 'L990') FROM t;
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT to_char(f, '990.0') FROM t;
-- refused: DW603

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'dd/mm/yyyy') FROM t;

SELECT RIGHT(N'0' + CAST(DATEPART(DAY, [t].[ts]) AS NVARCHAR(10)), 2) + N'/' + RIGHT(N'0' + CAST(DATEPART(MONTH, [t].[ts]) AS NVARCHAR(10)), 2) + N'/' + RIGHT(N'000' + CAST(DATEPART(YEAR, [t].[ts]) AS NVARCHAR(10)), 4) AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'FMDDth FMMonth YYYY') FROM t;

SELECT CAST(DATEPART(DAY, [t].[ts]) AS NVARCHAR(10)) + CASE WHEN DATEPART(DAY, [t].[ts]) / 10 % 10 = 1 THEN N'th' ELSE SUBSTRING(N'thstndrdthththththth', DATEPART(DAY, [t].[ts]) % 10 * 2 + 1, 2) END + N' ' + RTRIM(SUBSTRING(N'January  February March    April    May      June     July     August   SeptemberOctober  November December ', DATEPART(MONTH, [t].[ts]) * 9 - 8, 9)) + N' ' + RIGHT(N'000' + CAST(DATEPART(YEAR, [t].[ts]) AS NVARCHAR(10)), 4) AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'MON-YY') FROM t;

SELECT SUBSTRING(N'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC', DATEPART(MONTH, [t].[ts]) * 3 - 2, 3) + N'-' + RIGHT(N'0' + CAST(DATEPART(YEAR, [t].[ts]) % 100 AS NVARCHAR(10)), 2) AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'TMMonth') FROM t;
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT strftime(ts, '%U %-S') FROM t;

SELECT RIGHT(N'0' + CAST((DATEPART(DAYOFYEAR, [t].[ts]) + 6 - (DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[ts]) + 1) % 7) / 7 AS NVARCHAR(10)), 2) + N' ' + CAST(DATEPART(SECOND, [t].[ts]) AS NVARCHAR(10)) AS [strftime(ts, '%U %-S')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(a * interval '1 minute', 'HH24:MI') AS x FROM t;

SELECT CASE WHEN CAST([t].[a] AS BIGINT) * 60 / 3600 < 0 THEN N'-' ELSE N'' END + CASE WHEN ABS(CAST([t].[a] AS BIGINT) * 60 / 3600) < 10 THEN N'0' ELSE N'' END + CAST(ABS(CAST([t].[a] AS BIGINT) * 60 / 3600) AS NVARCHAR(20)) + N':' + (CASE WHEN CAST([t].[a] AS BIGINT) * 60 / 60 % 60 < 0 THEN N'-' ELSE N'' END + CASE WHEN ABS(CAST([t].[a] AS BIGINT) * 60 / 60 % 60) < 10 THEN N'0' ELSE N'' END + CAST(ABS(CAST([t].[a] AS BIGINT) * 60 / 60 % 60) AS NVARCHAR(20))) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts - timestamp '2024-01-01', 'HH24') AS x FROM t;

SELECT CASE WHEN DATEDIFF_BIG(MICROSECOND, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), [t].[ts]) % CAST(86400000000 AS BIGINT) / CAST(3600000000 AS BIGINT) < 0 THEN N'-' ELSE N'' END + CASE WHEN ABS(DATEDIFF_BIG(MICROSECOND, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), [t].[ts]) % CAST(86400000000 AS BIGINT) / CAST(3600000000 AS BIGINT)) < 10 THEN N'0' ELSE N'' END + CAST(ABS(DATEDIFF_BIG(MICROSECOND, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), [t].[ts]) % CAST(86400000000 AS BIGINT) / CAST(3600000000 AS BIGINT)) AS NVARCHAR(20)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char((sum(extract(epoch FROM ts - timestamp '2024-01-01')) || ' second')::interval, 'SS') AS x FROM t;

SELECT CASE WHEN CAST(ROUND(CAST(SUM(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), [t].[ts]) AS DECIMAL(20, 0)) / 1000000) AS DECIMAL(26, 11)) * 1000000, 0) AS BIGINT) / 1000000 % 60 < 0 THEN N'-' ELSE N'' END + CASE WHEN ABS(CAST(ROUND(CAST(SUM(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), [t].[ts]) AS DECIMAL(20, 0)) / 1000000) AS DECIMAL(26, 11)) * 1000000, 0) AS BIGINT) / 1000000 % 60) < 10 THEN N'0' ELSE N'' END + CAST(ABS(CAST(ROUND(CAST(SUM(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), [t].[ts]) AS DECIMAL(20, 0)) / 1000000) AS DECIMAL(26, 11)) * 1000000, 0) AS BIGINT) / 1000000 % 60) AS NVARCHAR(20)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts - timestamp '2024-01-01', 'DD HH24') AS x FROM t;
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT to_char(ts - timestamp '2024-01-01' + interval '1 hour', 'HH24') AS x FROM t;
-- refused: DW602
