-- source: postgres
-- target: 2019
SELECT date_trunc('month', tz, 'Europe/Berlin') AS x, count(*) AS n FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [x], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AT TIME ZONE N'W. Europe Standard Time' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT date_trunc('day', tz, 'Asia/Bangkok') AS x FROM t;

SELECT TODATETIMEOFFSET(DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(SWITCHOFFSET([t].[tz], 420) AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), 420) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT date_trunc('hour', tz, 'Europe/Berlin') AS x FROM t;
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT date_trunc('hour', tz, 'Asia/Kolkata') AS x FROM t;

SELECT TODATETIMEOFFSET(DATEADD(HOUR, DATEDIFF(HOUR, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(SWITCHOFFSET([t].[tz], 330) AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), 330) AS [x] FROM [dbo].[t] AS [t];
