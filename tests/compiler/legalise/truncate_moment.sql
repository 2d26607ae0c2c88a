-- source: postgres
-- target: 2019
SELECT date_trunc('decade', d) FROM t;

SELECT CAST(DATEFROMPARTS(DATEPART(YEAR, CAST([t].[d] AS DATETIME2(6))) / 10 * 10, 1, 1) AS DATETIME2(6)) AS [date_trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT date_trunc('week', ts) FROM t;

SELECT DATEADD(DAY, DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[ts]) / 7 * 7, CAST(N'0001-01-01' AS DATETIME2(6))) AS [date_trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2022
SELECT date_trunc('week', ts) FROM t;

SELECT DATETRUNC(ISO_WEEK, [t].[ts]) AS [date_trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT date_trunc('month', now());

SELECT TODATETIMEOFFSET(DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), N'+00:00') AS [date_trunc];

-- source: duckdb
-- target: 2019
SELECT datetrunc('year', d) FROM t;

SELECT DATEADD(YEAR, DATEDIFF(YEAR, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[d]), CAST(N'1970-01-01' AS DATETIME2(6))) AS [datetrunc('year', d)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT date_trunc('week', ts) FROM t;

SELECT DATEADD(DAY, DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[ts]) / 7 * 7, CAST(N'0001-01-01' AS DATETIME2(6))) AS [date_trunc('week', ts)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT date_trunc('month', tz, 'Europe/Berlin') FROM t;
-- refused: DW602

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT date_trunc('day', tz), count(*) FROM t GROUP BY 1;

SELECT TODATETIMEOFFSET(DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(SWITCHOFFSET([t].[tz], N'+07:00') AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), N'+07:00') AS [date_trunc], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] GROUP BY TODATETIMEOFFSET(DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(SWITCHOFFSET([t].[tz], N'+07:00') AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), N'+07:00');

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT date_trunc('month', tz)::date FROM t;

SELECT CAST(DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(SWITCHOFFSET([t].[tz], N'+07:00') AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AS DATE) AS [date_trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT date_trunc('day', tz) FROM t;

SELECT DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AT TIME ZONE N'W. Europe Standard Time' AS [date_trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT a FROM t WHERE ts >= date_trunc('month', now());

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[ts] >= DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6)));
