-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a IS DISTINCT FROM b;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE CASE WHEN [t].[a] = [t].[b] OR [t].[a] IS NULL AND [t].[b] IS NULL THEN 0 ELSE 1 END = 1;

-- source: postgres
-- target: 2022
SELECT a FROM t WHERE a IS DISTINCT FROM b;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] IS DISTINCT FROM [t].[b];

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a IS NOT DISTINCT FROM b;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE CASE WHEN [t].[a] = [t].[b] OR [t].[a] IS NULL AND [t].[b] IS NULL THEN 0 ELSE 1 END = 0;

-- source: postgres
-- target: 2019
SELECT a IS DISTINCT FROM b AS x FROM t;

SELECT CAST(CASE WHEN CASE WHEN [t].[a] = [t].[b] OR [t].[a] IS NULL AND [t].[b] IS NULL THEN 0 ELSE 1 END = 1 THEN 1 ELSE 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id FROM t WHERE a is distinct from c ORDER BY id;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CASE WHEN [t].[a] = [t].[c] OR [t].[a] IS NULL AND [t].[c] IS NULL THEN 0 ELSE 1 END = 1 ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id FROM t WHERE not (a is not distinct from c) ORDER BY id;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE NOT CASE WHEN [t].[a] = [t].[c] OR [t].[a] IS NULL AND [t].[c] IS NULL THEN 0 ELSE 1 END = 0 ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
