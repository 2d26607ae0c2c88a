-- source: duckdb
-- target: 2019
SELECT DISTINCT ON (s) s, a FROM t ORDER BY s, a DESC;

SELECT [dw_rows_1].[c1] AS [s], [dw_rows_1].[c2] AS [a] FROM (SELECT [t].[s] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END, [t].[s], [t].[a] DESC) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] = 1 ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1], [dw_rows_1].[c2] DESC;

-- source: postgres
-- target: 2019
SELECT DISTINCT ON (flag) flag, id, n FROM t ORDER BY flag, n DESC NULLS LAST LIMIT 2;

SELECT TOP (2) [dw_rows_1].[c1] AS [flag], [dw_rows_1].[c2] AS [id], [dw_rows_1].[c3] AS [n] FROM (SELECT [t].[flag] AS [c1], [t].[id] AS [c2], [t].[n] AS [c3], ROW_NUMBER() OVER (PARTITION BY [t].[flag] ORDER BY CASE WHEN [t].[flag] IS NULL THEN 1 ELSE 0 END, [t].[flag], [t].[n] DESC) AS [c4] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c4] = 1 ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1], [dw_rows_1].[c3] DESC;

-- source: duckdb
-- target: 2019
SELECT DISTINCT ON (b) b, id FROM t ORDER BY b, id;

SELECT [dw_rows_1].[c1] AS [b], [dw_rows_1].[c2] AS [id] FROM (SELECT [t].[b] AS [c1], [t].[id] AS [c2], ROW_NUMBER() OVER (PARTITION BY [t].[b] ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] = 1 ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1], CASE WHEN [dw_rows_1].[c2] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c2];

-- source: postgres
-- target: 2019
SELECT DISTINCT ON (s) s, a FROM t ORDER BY s, a DESC;

SELECT [dw_rows_1].[c1] AS [s], [dw_rows_1].[c2] AS [a] FROM (SELECT [t].[s] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END, [t].[s], CASE WHEN [t].[a] IS NULL THEN 0 ELSE 1 END, [t].[a] DESC) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] = 1 ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1], CASE WHEN [dw_rows_1].[c2] IS NULL THEN 0 ELSE 1 END, [dw_rows_1].[c2] DESC;

-- source: postgres
-- target: 2019
SELECT DISTINCT ON (b) b, id FROM t ORDER BY b, id DESC;

SELECT [dw_rows_1].[c1] AS [b], [dw_rows_1].[c2] AS [id] FROM (SELECT [t].[b] AS [c1], [t].[id] AS [c2], ROW_NUMBER() OVER (PARTITION BY [t].[b] ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], CASE WHEN [t].[id] IS NULL THEN 0 ELSE 1 END, [t].[id] DESC) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] = 1 ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1], CASE WHEN [dw_rows_1].[c2] IS NULL THEN 0 ELSE 1 END, [dw_rows_1].[c2] DESC;
