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
SELECT date_trunc('hour', ts) FROM t;

SELECT DATEADD(HOUR, DATEDIFF(HOUR, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]), CAST(N'1970-01-01' AS DATETIME2(6))) AS [date_trunc] FROM [dbo].[t] AS [t];

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

SELECT DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AT TIME ZONE N'W. Europe Standard Time' AS [date_trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT date_trunc('hour', tz) AS x FROM t;

SELECT DATEADD(MINUTE, -DATEPART(MINUTE, CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))), DATEADD(MINUTE, DATEDIFF(MINUTE, CAST(N'1970-01-01' AS DATETIMEOFFSET(7)), [t].[tz]), CAST(N'1970-01-01' AS DATETIMEOFFSET(7)))) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT date_trunc('minute', tz) AS x FROM t;

SELECT DATEADD(MINUTE, DATEDIFF(MINUTE, CAST(N'1970-01-01' AS DATETIMEOFFSET(7)), [t].[tz]), CAST(N'1970-01-01' AS DATETIMEOFFSET(7))) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: America/Havana
SELECT date_trunc('day', tz) AS x FROM t;

SELECT CASE WHEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'Cuba Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6)))) AT TIME ZONE N'Cuba Standard Time') > DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'Cuba Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AT TIME ZONE N'Cuba Standard Time' THEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'Cuba Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6)))) AT TIME ZONE N'Cuba Standard Time') ELSE DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'Cuba Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AT TIME ZONE N'Cuba Standard Time' END AS [x] FROM [dbo].[t] AS [t];
