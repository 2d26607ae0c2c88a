-- source: duckdb
-- target: 2019
SELECT id FROM t SEMI JOIN u USING (id) ORDER BY id;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE EXISTS (SELECT 1 AS [one] FROM [dbo].[u] AS [u] WHERE [t].[id] = [u].[id]) ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id FROM t ANTI JOIN u USING (id) ORDER BY id;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE NOT EXISTS (SELECT 1 AS [one] FROM [dbo].[u] AS [u] WHERE [t].[id] = [u].[id]) ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT * FROM t SEMI JOIN u ON t.id = u.id;

SELECT [t].[id] AS [id], [t].[a] AS [a], [t].[b] AS [b], [t].[c] AS [c], [t].[s] AS [s], [t].[s2] AS [s2], [t].[n] AS [n], [t].[f] AS [f], [t].[d] AS [d], [t].[ts] AS [ts], [t].[tz] AS [tz], [t].[flag] AS [flag], [t].[j] AS [j], [t].[order] AS [order], [t].[plan] AS [plan], [t].[percent] AS [percent], [t].[user] AS [user], [t].[key] AS [key], [t].[file] AS [file], [t].[index] AS [index], [t].[desc] AS [desc] FROM [dbo].[t] AS [t] WHERE EXISTS (SELECT 1 AS [one] FROM [dbo].[u] AS [u] WHERE [t].[id] = [u].[id]);
