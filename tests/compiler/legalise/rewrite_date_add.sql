-- source: duckdb
-- target: 2019
SELECT date_add(d, INTERVAL 1 MONTH) FROM t;

SELECT DATEADD(MONTH, 1, CAST([t].[d] AS DATETIME2(6))) AS [date_add(d, INTERVAL 1 MONTH)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, date_add(d, interval 1 month) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEADD(MONTH, 1, CAST([t].[d] AS DATETIME2(6))) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT coalesce(ts - ts, interval '0') > '90'::interval AS x FROM t;

SELECT CAST(CASE WHEN COALESCE(DATEDIFF_BIG(MICROSECOND, [t].[ts], [t].[ts]), CAST(0 AS BIGINT)) > CAST(90000000 AS BIGINT) THEN 1 ELSE 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT ts + INTERVAL '90' AS x FROM t;

SELECT DATEADD(SECOND, 90, [t].[ts]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT extract(epoch FROM coalesce(ts - ts, '0'::interval)) / 3600 AS x FROM t;

SELECT CAST(CAST(CAST(COALESCE(DATEDIFF_BIG(MICROSECOND, [t].[ts], [t].[ts]), CAST(0 AS BIGINT)) AS DECIMAL(20, 0)) / 1000000 AS DECIMAL(28, 11)) / CAST(3600 AS DECIMAL(10, 0)) AS DECIMAL(38, 21)) AS [x] FROM [dbo].[t] AS [t];
