-- source: duckdb
-- target: 2019
(SELECT id FROM t ORDER BY id DESC LIMIT 2) UNION ALL (SELECT id FROM u ORDER BY id LIMIT 2);

SELECT [dw_branch_1].[c1] AS [id] FROM (SELECT TOP (2) [t].[id] AS [id] FROM [dbo].[t] AS [t] ORDER BY [t].[id] DESC) AS [dw_branch_1]([c1]) UNION ALL SELECT [dw_branch_2].[c1] AS [id] FROM (SELECT TOP (2) [u].[id] AS [id] FROM [dbo].[u] AS [u] ORDER BY CASE WHEN [u].[id] IS NULL THEN 1 ELSE 0 END, [u].[id]) AS [dw_branch_2]([c1]);

-- source: postgres
-- target: 2019
(SELECT a FROM t ORDER BY a LIMIT 3) UNION ALL (SELECT a FROM u ORDER BY a LIMIT 3);

SELECT [dw_branch_1].[c1] AS [a] FROM (SELECT TOP (3) [t].[a] AS [a] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [dw_branch_1]([c1]) UNION ALL SELECT [dw_branch_2].[c1] AS [a] FROM (SELECT TOP (3) [u].[a] AS [a] FROM [dbo].[u] AS [u] ORDER BY CASE WHEN [u].[a] IS NULL THEN 1 ELSE 0 END, [u].[a]) AS [dw_branch_2]([c1]);

-- source: postgres
-- target: 2019
(SELECT id FROM t ORDER BY id DESC LIMIT 2) UNION ALL (SELECT id FROM u ORDER BY id LIMIT 2);

SELECT [dw_branch_1].[c1] AS [id] FROM (SELECT TOP (2) [t].[id] AS [id] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 0 ELSE 1 END, [t].[id] DESC) AS [dw_branch_1]([c1]) UNION ALL SELECT [dw_branch_2].[c1] AS [id] FROM (SELECT TOP (2) [u].[id] AS [id] FROM [dbo].[u] AS [u] ORDER BY CASE WHEN [u].[id] IS NULL THEN 1 ELSE 0 END, [u].[id]) AS [dw_branch_2]([c1]);
