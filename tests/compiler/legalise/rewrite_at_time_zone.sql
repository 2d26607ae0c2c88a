-- source: postgres
-- target: 2019
SELECT ts AT TIME ZONE 'UTC' FROM t;

SELECT TODATETIMEOFFSET([t].[ts], 0) AS [timezone] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ts AT TIME ZONE 'Europe/Berlin' FROM t;

SELECT CASE WHEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, [t].[ts]) AT TIME ZONE N'W. Europe Standard Time') > [t].[ts] AT TIME ZONE N'W. Europe Standard Time' THEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, [t].[ts]) AT TIME ZONE N'W. Europe Standard Time') ELSE [t].[ts] AT TIME ZONE N'W. Europe Standard Time' END AS [timezone] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT tz AT TIME ZONE 'Europe/Berlin' FROM t;

SELECT CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6)) AS [timezone] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT ts AT TIME ZONE 'Europe/Berlin' FROM t;

SELECT CASE WHEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, [t].[ts]) AT TIME ZONE N'W. Europe Standard Time') > [t].[ts] AT TIME ZONE N'W. Europe Standard Time' THEN DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, [t].[ts]) AT TIME ZONE N'W. Europe Standard Time') ELSE [t].[ts] AT TIME ZONE N'W. Europe Standard Time' END AS [ts AT TIME ZONE 'Europe/Berlin'] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, ts at time zone 'UTC' AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], TODATETIMEOFFSET([t].[ts], 0) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT (ts AT TIME ZONE 'Asia/Bangkok')::date FROM t;

SELECT CAST([t].[ts] AS DATE) AS [timezone] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT d AT TIME ZONE 'Europe/Berlin' AS x FROM t;

SELECT CAST(TODATETIMEOFFSET(CAST([t].[d] AS DATETIME2(6)), 0) AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT ts AT TIME ZONE 'Australia/Lord_Howe' AS x FROM t;
-- refused: DW603

-- source: postgres
-- target: 2019
SELECT tz AT TIME ZONE 'utc' AS x FROM t;

SELECT CAST(SWITCHOFFSET([t].[tz], 0) AS DATETIME2(6)) AS [x] FROM [dbo].[t] AS [t];
