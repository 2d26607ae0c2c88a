-- source: duckdb
-- target: 2019
SELECT year(d) AS y, month(d) AS m FROM t GROUP BY y, m;

SELECT DATEPART(YEAR, [t].[d]) AS [y], DATEPART(MONTH, [t].[d]) AS [m] FROM [dbo].[t] AS [t] GROUP BY DATEPART(YEAR, [t].[d]), DATEPART(MONTH, [t].[d]);

-- source: duckdb
-- target: 2019
SELECT id, year(d) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEPART(YEAR, [t].[d]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, hour(ts) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEPART(HOUR, [t].[ts]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
