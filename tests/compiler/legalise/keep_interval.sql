-- source: postgres
-- target: 2019
SELECT now() - interval '7 days';

SELECT DATEADD(DAY, -7, @now) AS [?column?];

-- source: postgres
-- target: 2019
SELECT ts + make_interval(days => a) FROM t;

SELECT DATEADD(DAY, [t].[a], [t].[ts]) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ts + interval '1 week' FROM t;

SELECT DATEADD(DAY, 7, [t].[ts]) AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT d + to_days(a) FROM t;

SELECT DATEADD(DAY, [t].[a], CAST([t].[d] AS DATETIME2(6))) AS [(d + TO_DAYS(a))] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT d + INTERVAL (a) DAY FROM t;

SELECT DATEADD(DAY, [t].[a], CAST([t].[d] AS DATETIME2(6))) AS [(d + INTERVAL (a) DAY)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT interval '1 day';
-- refused: DW606

-- source: postgres
-- target: 2019
SELECT date_trunc('hour', ts) + floor(extract(minute FROM ts) / 15) * interval '15 minutes' AS x FROM t;

SELECT DATEADD(MINUTE, CAST(FLOOR(CAST(DATEPART(MINUTE, [t].[ts]) AS DECIMAL(24, 14)) / CAST(15 AS DECIMAL(10, 0))) AS INT) * 15, DATEADD(HOUR, DATEDIFF(HOUR, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]), CAST(N'1970-01-01' AS DATETIME2(6)))) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ts + interval 'P1Y2M10DT2H30M' FROM t;

SELECT DATEADD(MINUTE, 150, DATEADD(DAY, 10, DATEADD(MONTH, 14, [t].[ts]))) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT d + time '10:30' FROM t;

SELECT DATEADD(DAY, DATEDIFF(DAY, CAST(N'1900-01-01' AS DATE), [t].[d]), CAST(CAST(N'10:30:00' AS TIME(6)) AS DATETIME2(6))) AS [?column?] FROM [dbo].[t] AS [t];
