-- source: postgres
-- target: 2019
SELECT COALESCE(NULL, NULL);

SELECT CAST(NULL AS INT) AS [coalesce];

-- source: postgres
-- target: 2019
SELECT COALESCE(a, 0) FROM t;

SELECT COALESCE([t].[a], 0) AS [coalesce] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT ifnull(a, 0) FROM t;

SELECT COALESCE([t].[a], 0) AS [ifnull(a, 0)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT COALESCE(s, 'n/a') FROM t;

SELECT COALESCE([t].[s], N'n/a') AS [coalesce] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT coalesce(a, 0) FROM t;

SELECT COALESCE([t].[a], 0) AS [coalesce(a, 0)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT coalesce(sum(CAST(a AS bigint)), 0.25) AS x FROM t;

SELECT CAST(COALESCE(CAST(SUM(CAST(CAST([t].[a] AS BIGINT) AS DECIMAL(38, 0))) AS DECIMAL(38, 2)), CAST(0.25 AS DECIMAL(38, 2))) AS DECIMAL(38, 2)) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT coalesce(ts, tz) AS x FROM t;

SELECT COALESCE(TODATETIMEOFFSET([t].[ts], 420), [t].[tz]) AS [x] FROM [dbo].[t] AS [t];
