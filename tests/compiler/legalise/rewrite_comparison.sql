-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = @p;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = $1;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = ?;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE a = ?;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE a = $1;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s = ANY(string_to_array($1, ','));
-- refused: DW602

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT a FROM t WHERE tz >= '2024-01-01';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[tz] >= CAST(N'2024-01-01T00:00:00+07:00' AS DATETIMEOFFSET(7));

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT a FROM t WHERE tz >= date_trunc('month', now());

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[tz] >= TODATETIMEOFFSET(DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), N'+07:00');

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT a FROM t WHERE ts < tz;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE TODATETIMEOFFSET([t].[ts], N'+07:00') < [t].[tz];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT a FROM t WHERE tz >= '2024-07-01';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[tz] >= CAST(N'2024-07-01T00:00:00+02:00' AS DATETIMEOFFSET(7));

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT a FROM t WHERE tz >= '2024-10-27 02:30';
-- refused: DW518
