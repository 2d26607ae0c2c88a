-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s LIKE 'a%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] LIKE N'a%';

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE s LIKE 'a\_b';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] LIKE N'a\_b';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s LIKE 'a\_b%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] LIKE N'a[_]b%';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s LIKE 'a[b]%';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] LIKE N'a[[]b]%';

-- source: duckdb
-- target: 2019
SELECT id FROM t WHERE s like 'a%' or flag ORDER BY id;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] LIKE N'a%' OR [t].[flag] = 1 ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s NOT LIKE ALL (ARRAY['a%', 'b%']);

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE NOT ([t].[s] LIKE N'a%' OR [t].[s] LIKE N'b%');
