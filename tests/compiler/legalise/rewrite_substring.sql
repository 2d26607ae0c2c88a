-- source: postgres
-- target: 2019
SELECT substring(s, 2, 3) FROM t;

SELECT SUBSTRING([t].[s], 2, 3) AS [substring] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT substring(s FROM 2 FOR 3) FROM t;

SELECT SUBSTRING([t].[s], 2, 3) AS [substring] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT substr(s, 2) FROM t;

SELECT SUBSTRING([t].[s], 2, 2147483647) AS [substr] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT substring(s, -3, 2) FROM t;

SELECT SUBSTRING([t].[s], LEN([t].[s] + N'.') - 1 - 2, 2) AS [substring(s, -3, 2)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT substr(s, -2) FROM t;

SELECT SUBSTRING([t].[s], LEN([t].[s] + N'.') - 1 - 1, 2147483647) AS [substr(s, -2)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT substring(s FROM '[0-9]+') FROM t;

SELECT CASE WHEN PATINDEX(N'%[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) > 0 THEN SUBSTRING([t].[s], PATINDEX(N'%[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2), PATINDEX(N'%[^0-9]%', (SUBSTRING([t].[s], PATINDEX(N'%[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2), 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1) END AS [substring] FROM [dbo].[t] AS [t];
