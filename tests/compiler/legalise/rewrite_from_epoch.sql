-- source: postgres
-- target: 2019
SELECT to_timestamp(a) FROM t;

SELECT DATEADD(SECOND, [t].[a] % 86400, DATEADD(DAY, [t].[a] / 86400, CAST(N'1970-01-01T00:00:00+00:00' AS DATETIMEOFFSET(7)))) AS [to_timestamp] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT to_timestamp(a) FROM t;

SELECT DATEADD(SECOND, [t].[a] % 86400, DATEADD(DAY, [t].[a] / 86400, CAST(N'1970-01-01T00:00:00+00:00' AS DATETIMEOFFSET(7)))) AS [to_timestamp(a)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT epoch_ms(a) FROM t;

SELECT DATEADD(MILLISECOND, [t].[a] % 86400000, DATEADD(DAY, [t].[a] / 86400000, CAST(N'1970-01-01' AS DATETIME2(6)))) AS [epoch_ms(a)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, epoch_ms(ts) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(ROUND(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]) AS DECIMAL(19)) / 1000, 0) AS BIGINT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, to_timestamp(id) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEADD(SECOND, [t].[id] % 86400, DATEADD(DAY, [t].[id] / 86400, CAST(N'1970-01-01T00:00:00+00:00' AS DATETIMEOFFSET(7)))) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT epoch_ms(ts) AS x FROM t;

SELECT CAST(ROUND(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]) AS DECIMAL(19)) / 1000, 0) AS BIGINT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_timestamp(floor(extract(epoch FROM ts) / 600) * 600) AS x FROM t;

SELECT DATEADD(SECOND, CAST(FLOOR(CAST(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]) AS DECIMAL(20, 0)) / 1000000 AS DECIMAL(28, 11)) / CAST(600 AS DECIMAL(10, 0))) * 600 AS BIGINT) % 86400, DATEADD(DAY, CAST(FLOOR(CAST(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]) AS DECIMAL(20, 0)) / 1000000 AS DECIMAL(28, 11)) / CAST(600 AS DECIMAL(10, 0))) * 600 AS BIGINT) / 86400, CAST(N'1970-01-01T00:00:00+00:00' AS DATETIMEOFFSET(7)))) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_timestamp(n) AS x FROM t;

SELECT DATEADD(MICROSECOND, CAST([t].[n] * 1000000 AS BIGINT) % 1000000, DATEADD(SECOND, CAST([t].[n] * 1000000 AS BIGINT) / 1000000 % 86400, DATEADD(DAY, CAST([t].[n] * 1000000 AS BIGINT) / CAST(86400000000 AS BIGINT), CAST(N'1970-01-01T00:00:00+00:00' AS DATETIMEOFFSET(7))))) AS [x] FROM [dbo].[t] AS [t];
