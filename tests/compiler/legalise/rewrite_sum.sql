-- source: postgres
-- target: 2019
SELECT 0.1 + 0.2;

SELECT CAST(0.1 + 0.2 AS DECIMAL(2, 1)) AS [?column?];

-- source: postgres
-- target: 2019
SELECT a FROM t LIMIT 5 + 5;

SELECT TOP (5 + 5) [t].[a] AS [a] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT now() - interval '7 days';

SELECT DATEADD(DAY, -7, @now) AS [?column?];

-- source: duckdb
-- target: 2019
SELECT d - d FROM t;

SELECT DATEDIFF(DAY, [t].[d], [t].[d]) AS [(d - d)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT min(a)+max(a) AS x FROM t;

SELECT MIN([t].[a]) + MAX([t].[a]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ts - tz FROM t;
-- refused: DW606

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT tz + interval '1 month' AS x FROM t;

SELECT TODATETIMEOFFSET(DATEADD(MONTH, 1, CAST(SWITCHOFFSET([t].[tz], 420) AS DATETIME2(6))), 420) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT tz + interval '1 day' AS x FROM t;

SELECT CASE WHEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, DATEADD(DAY, 1, CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6)))) AT TIME ZONE N'W. Europe Standard Time') > DATEADD(DAY, 1, CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))) AT TIME ZONE N'W. Europe Standard Time' THEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, DATEADD(DAY, 1, CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6)))) AT TIME ZONE N'W. Europe Standard Time') ELSE DATEADD(DAY, 1, CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))) AT TIME ZONE N'W. Europe Standard Time' END AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT tz + interval '36 hours' AS x FROM t;

SELECT DATEADD(HOUR, 36, [t].[tz]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT id FROM t WHERE tz >= date_trunc('month', now()) - interval '3 months';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[tz] >= DATEADD(MONTH, -3, DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6)))) AT TIME ZONE N'W. Europe Standard Time';

-- source: duckdb
-- target: 2019
-- timezone: Asia/Bangkok
SELECT id FROM t WHERE tz >= now() - INTERVAL 30 DAY;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[tz] >= DATEADD(DAY, -30, @now);

-- source: postgres
-- target: 2019
SELECT sum(CAST(a AS bigint)) + 0.5 AS x, sum(CAST(a AS bigint)) - n AS y FROM t GROUP BY n;

SELECT CAST(CAST(SUM(CAST(CAST([t].[a] AS BIGINT) AS DECIMAL(38, 0))) AS DECIMAL(36, 0)) + 0.5 AS DECIMAL(38, 1)) AS [x], CAST(CAST(SUM(CAST(CAST([t].[a] AS BIGINT) AS DECIMAL(38, 0))) AS DECIMAL(35, 0)) - [t].[n] AS DECIMAL(38, 2)) AS [y] FROM [dbo].[t] AS [t] GROUP BY [t].[n];

-- source: postgres
-- target: 2019
SELECT ts + interval '28 days 23:00' AS x, ts + interval '- 1 day' AS y FROM t;

SELECT DATEADD(HOUR, 23, DATEADD(DAY, 28, [t].[ts])) AS [x], DATEADD(DAY, -1, [t].[ts]) AS [y] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ts + interval '1 day ago' AS x FROM t;
-- refused: DW602
