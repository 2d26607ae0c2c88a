-- source: duckdb
-- target: 2019
SELECT t.a FROM t JOIN LATERAL (SELECT MAX(a) AS m FROM u WHERE u.id=t.id) l ON TRUE;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT MAX([u].[a]) AS [m] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [l];

-- source: postgres
-- target: 2019
SELECT t.id, l.z FROM t CROSS JOIN LATERAL (SELECT max(u.a) AS z FROM u WHERE u.id=t.id) l ORDER BY t.id;

SELECT [t].[id] AS [id], [l].[z] AS [z] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT MAX([u].[a]) AS [z] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [l] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT t.id, l.z FROM t CROSS JOIN LATERAL (SELECT max(u.a) AS z FROM u WHERE u.id=t.id) l ORDER BY t.id;

SELECT [t].[id] AS [id], [l].[z] AS [z] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT MAX([u].[a]) AS [z] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [l] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT t.id, l.z FROM t LEFT JOIN LATERAL (SELECT u.a AS z FROM u WHERE u.id=t.id ORDER BY u.a LIMIT 1) l ON true ORDER BY t.id;

SELECT [t].[id] AS [id], [l].[z] AS [z] FROM [dbo].[t] AS [t] OUTER APPLY (SELECT TOP (1) [u].[a] AS [z] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id] ORDER BY CASE WHEN [u].[a] IS NULL THEN 1 ELSE 0 END, [u].[a]) AS [l] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT t.id, l.z FROM t LEFT JOIN LATERAL (SELECT u.a AS z FROM u WHERE u.id=t.id ORDER BY u.a LIMIT 1) l ON true ORDER BY t.id;

SELECT [t].[id] AS [id], [l].[z] AS [z] FROM [dbo].[t] AS [t] OUTER APPLY (SELECT TOP (1) [u].[a] AS [z] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id] ORDER BY CASE WHEN [u].[a] IS NULL THEN 1 ELSE 0 END, [u].[a]) AS [l] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
