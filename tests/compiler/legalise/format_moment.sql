-- source: postgres
-- target: 2019
SELECT to_char(ts, 'YYYY-MM-DD') FROM t;

SELECT CONVERT(NVARCHAR(10), [t].[ts], 120) AS [to_char] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'YYYY-MM-DD HH24:MI:SS') FROM t;

SELECT CONVERT(NVARCHAR(19), [t].[ts], 120) AS [to_char] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT strftime('%Y', ts) FROM t;

SELECT CONVERT(NVARCHAR(4), [t].[ts], 120) AS [strftime('%Y', ts)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(ts, 'Q') FROM t;

SELECT CAST(DATEPART(QUARTER, [t].[ts]) AS NVARCHAR(10)) AS [to_char] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT strftime(ts, '%Y-%m') FROM t;

SELECT CONVERT(NVARCHAR(7), [t].[ts], 120) AS [strftime(ts, '%Y-%m')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_char(n, '999,999.99') FROM t;
-- refused: DW602
