-- source: duckdb
-- target: 2019
SELECT 5 // 2, -5 // 2;

SELECT 5 / 2 AS [(5 // 2)], (-5) / 2 AS [(-5 // 2)];

-- source: postgres
-- target: 2019
SELECT substr(s, -2, 4) FROM t;

SELECT SUBSTRING([t].[s], -2, 4) AS [substr] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT -7 / 2, -7 % 2;

SELECT (-7) / 2 AS [?column?], (-7) % 2 AS [?column?];

-- source: duckdb
-- target: 2019
SELECT substring(s, -3, 2) FROM t;

SELECT SUBSTRING([t].[s], LEN([t].[s] + N'.') - 1 - 2, 2) AS [substring(s, -3, 2)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT substr(s, -2) FROM t;

SELECT SUBSTRING([t].[s], LEN([t].[s] + N'.') - 1 - 1, 2147483647) AS [substr(s, -2)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT s[-1] FROM t;

SELECT SUBSTRING([t].[s], LEN([t].[s] + N'.') - 1, 1) AS [s[-1]]] FROM [dbo].[t] AS [t];
