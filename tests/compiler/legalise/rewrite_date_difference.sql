-- source: duckdb
-- target: 2019
SELECT date_diff('day', d, ts) FROM t;

SELECT DATEDIFF_BIG(DAY, [t].[d], [t].[ts]) AS [date_diff('day', d, ts)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT date_diff('week', d, ts) FROM t;

SELECT DATEDIFF(DAY, [t].[d], [t].[ts]) / 7 AS [date_diff('week', d, ts)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT datediff('hour', ts, ts) FROM t;

SELECT DATEDIFF_BIG(HOUR, [t].[ts], [t].[ts]) AS [datediff('hour', ts, ts)] FROM [dbo].[t] AS [t];
