-- source: duckdb
-- target: 2019
SELECT date_add(d, INTERVAL 1 MONTH) FROM t;

SELECT DATEADD(MONTH, 1, CAST([t].[d] AS DATETIME2(6))) AS [date_add(d, INTERVAL 1 MONTH)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, date_add(d, interval 1 month) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEADD(MONTH, 1, CAST([t].[d] AS DATETIME2(6))) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
