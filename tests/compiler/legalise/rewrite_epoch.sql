-- source: duckdb
-- target: 2019
SELECT epoch(ts) FROM t;

SELECT CAST(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]) AS FLOAT) / 1000000 AS FLOAT) AS [epoch(ts)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT epoch(max(ts) - min(ts)) FROM t;

SELECT CAST(CAST(DATEDIFF_BIG(MICROSECOND, MIN([t].[ts]), MAX([t].[ts])) AS FLOAT) / 1000000 AS FLOAT) AS [epoch(max(ts) - min(ts))] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, epoch(ts) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]) AS FLOAT) / 1000000 AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
