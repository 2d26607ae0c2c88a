-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ILIKE 'a%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE LOWER([t].[s]) COLLATE Latin1_General_100_BIN2 LIKE N'a%';

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE s ILIKE 'a%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE LOWER([t].[s]) COLLATE Latin1_General_100_BIN2 LIKE N'a%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s NOT ILIKE '%a%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE NOT LOWER([t].[s]) COLLATE Latin1_General_100_BIN2 LIKE N'%a%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ILIKE '50!%' ESCAPE '!';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE LOWER([t].[s]) COLLATE Latin1_General_100_BIN2 LIKE N'50[%]';

-- source: duckdb
-- target: 2019
SELECT count(*) FILTER (WHERE s ILIKE '%x%') FROM t;

SELECT COUNT_BIG(CASE WHEN LOWER([t].[s]) COLLATE Latin1_General_100_BIN2 LIKE N'%x%' THEN 1 END) AS [COUNT(*) FILTER(WHERE s ILIKE '%x%')] FROM [dbo].[t] AS [t];
