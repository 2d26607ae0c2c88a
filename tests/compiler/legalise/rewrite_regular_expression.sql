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

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'[Aa]%';

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
SELECT id FROM t WHERE s SIMILAR TO 'banana';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'banana';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ~ '^[0-9]+$';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'[0-9]%' AND NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%[^0-9]%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ~ '^[A-Z]{2}-\d{3,5}$';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'[A-Z][A-Z]-[0-9][0-9][0-9]%' AND NOT [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'_________%' AND NOT SUBSTRING([t].[s], 4, 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'%[^0-9]%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ~* 'foo|bar';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%[Ff][Oo][Oo]%' OR [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%[Bb][Aa][Rr]%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ~ 'a.*b';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%a%b%';

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE regexp_matches(s, 'a.*b');
-- refused: DW602

-- source: duckdb
-- target: 2025
SELECT a FROM t WHERE regexp_matches(s, 'a.*b');

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE REGEXP_LIKE([t].[s], N'a[^\x{A}]*b', N'c');

-- source: postgres
-- target: 2025
SELECT a FROM t WHERE s ~ 'x\s+y';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE REGEXP_LIKE([t].[s], N'x[\x{9}-\x{A}\x{B}\x{C}-\x{D}\x{20}\x{1680}\x{2000}-\x{2006}\x{2008}-\x{200A}\x{2028}-\x{2029}\x{205F}\x{3000}]+y', N'c');

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ~ '\yword\y';
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s SIMILAR TO '%[()]%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'%[()]%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s SIMILAR TO '(a.|[^0-9]b)%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a.%' OR [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'[^0-9]b%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s SIMILAR TO 'a[[:digit:]]';
-- refused: DW602
