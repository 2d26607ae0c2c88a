-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s LIKE '50!%' ESCAPE '!';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] LIKE N'50[%]';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s ILIKE '50!%' ESCAPE '!';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE LOWER([t].[s]) COLLATE Latin1_General_100_BIN2 LIKE N'50[%]';

-- source: postgres
-- target: 2019
SELECT id, s like 'a!_%' escape '!' AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[s] LIKE N'a[_]%' THEN 1 WHEN NOT [t].[s] LIKE N'a[_]%' THEN 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, s like 'a!_%' escape '!' AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[s] LIKE N'a[_]%' THEN 1 WHEN NOT [t].[s] LIKE N'a[_]%' THEN 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
