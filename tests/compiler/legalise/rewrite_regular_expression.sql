-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ~ '^a';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s !~ '^a';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ~* '^a';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE LOWER([t].[s]) COLLATE Latin1_General_100_BIN2 LIKE N'a%';

-- source: duckdb
-- target: 2019
SELECT regexp_full_match(s, 'a') FROM t;

SELECT CAST(CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a' THEN 1 WHEN NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a' THEN 0 END AS BIT) AS [(REGEXP_FULL_MATCH(s, 'a'))] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT regexp_matches(s, 'a') FROM t;

SELECT CAST(CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%a%' THEN 1 WHEN NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%a%' THEN 0 END AS BIT) AS [(REGEXP_MATCHES(s, 'a'))] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id FROM t WHERE s SIMILAR TO '(banana|apple)%';
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT id FROM t WHERE s SIMILAR TO 'banana';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'banana';
