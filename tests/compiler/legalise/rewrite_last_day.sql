-- source: duckdb
-- target: 2019
SELECT last_day(d) FROM t;

SELECT EOMONTH([t].[d]) AS [last_day(d)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, last_day(d) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], EOMONTH([t].[d]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
