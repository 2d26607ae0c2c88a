-- source: postgres
-- target: 2019
SELECT NULLIF(a, 0) FROM t;

SELECT NULLIF([t].[a], 0) AS [nullif] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT nullif(a, 0) FROM t;

SELECT NULLIF([t].[a], 0) AS [nullif(a, 0)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT a / NULLIF(b, 0) FROM t;

SELECT [t].[a] / NULLIF([t].[b], 0) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT NULLIF(a, b) IS NULL FROM t;

SELECT CAST(CASE WHEN NULLIF([t].[a], [t].[b]) IS NULL THEN 1 ELSE 0 END AS BIT) AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, nullif(a,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], NULLIF([t].[a], 3) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT COALESCE(NULLIF(s, ''), 'unknown') AS s FROM t;

SELECT COALESCE(CASE WHEN [t].[s] = N'' THEN NULL ELSE [t].[s] END, N'unknown') AS [s] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
-- timezone: Asia/Bangkok
SELECT nullif(ts, tz) AS x FROM t;

SELECT CASE WHEN TODATETIMEOFFSET([t].[ts], 420) = [t].[tz] THEN NULL ELSE [t].[ts] END AS [x] FROM [dbo].[t] AS [t];
