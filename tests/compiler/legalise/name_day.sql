-- source: duckdb
-- target: 2019
SELECT id, dayname(d) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], RTRIM(SUBSTRING(N'Monday   Tuesday  WednesdayThursday Friday   Saturday Sunday   ', (DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[d]) % 7 + 1) * 9 - 8, 9)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, monthname(d) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], RTRIM(SUBSTRING(N'January  February March    April    May      June     July     August   SeptemberOctober  November December ', DATEPART(MONTH, [t].[d]) * 9 - 8, 9)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT dayname(d), monthname(d) FROM t;

SELECT RTRIM(SUBSTRING(N'Monday   Tuesday  WednesdayThursday Friday   Saturday Sunday   ', (DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[d]) % 7 + 1) * 9 - 8, 9)) AS [dayname(d)], RTRIM(SUBSTRING(N'January  February March    April    May      June     July     August   SeptemberOctober  November December ', DATEPART(MONTH, [t].[d]) * 9 - 8, 9)) AS [monthname(d)] FROM [dbo].[t] AS [t];
