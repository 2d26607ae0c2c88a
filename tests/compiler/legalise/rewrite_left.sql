-- source: postgres
-- target: 2019
SELECT left(s, 3), right(s, 3) FROM t;

SELECT LEFT([t].[s], 3) AS [left], RIGHT([t].[s], 3) AS [right] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, left(s,2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEFT([t].[s], 2) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, left(s,2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEFT([t].[s], 2) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT left(s, -1) FROM t;

SELECT LEFT([t].[s], CASE WHEN LEN([t].[s] + N'.') - 1 > 1 THEN LEN([t].[s] + N'.') - 1 + (-1) ELSE 0 END) AS [left(s, -1)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT left(s, -2), right(s, -2) FROM t;

SELECT LEFT([t].[s], CASE WHEN LEN([t].[s] + N'.') - 1 > 2 THEN LEN([t].[s] + N'.') - 1 + (-2) ELSE 0 END) AS [left], SUBSTRING([t].[s], 3, 2147483647) AS [right] FROM [dbo].[t] AS [t];
