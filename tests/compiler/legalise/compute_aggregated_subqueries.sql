-- source: postgres
-- target: 2019
SELECT SUM((SELECT MAX(u.a) FROM u WHERE u.id = t.id)) FROM t;

SELECT SUM(CAST([dw_value_1].[c1] AS BIGINT)) AS [sum] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT (SELECT MAX([u].[a]) AS [max] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [c1]) AS [dw_value_1];

-- source: postgres
-- target: 2019
SELECT sum((SELECT max(u.a) FROM u WHERE u.id=t.id)) FROM t;

SELECT SUM(CAST([dw_value_1].[c1] AS BIGINT)) AS [sum] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT (SELECT MAX([u].[a]) AS [max] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [c1]) AS [dw_value_1];

-- source: postgres
-- target: 2019
SELECT COUNT(CASE WHEN a IN (SELECT a FROM u) THEN 1 END) FROM t;

SELECT COUNT_BIG([dw_value_1].[c1]) AS [count] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT CASE WHEN [t].[a] IN (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) THEN 1 END AS [c1]) AS [dw_value_1];

-- source: duckdb
-- target: 2019
SELECT sum((SELECT max(u.a) FROM u WHERE u.id=t.id)) FROM t;

SELECT SUM(CAST([dw_value_1].[c1] AS BIGINT)) AS [sum((SELECT max(u.a) FROM u WHERE u.id=t.id))] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT (SELECT MAX([u].[a]) AS [max(u.a)] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [c1]) AS [dw_value_1];

-- source: duckdb
-- target: 2019
SELECT count(CASE WHEN a IN (SELECT a FROM u) THEN 1 END) FROM t;

SELECT COUNT_BIG([dw_value_1].[c1]) AS [count(CASE WHEN a IN (SELECT a FROM u) THEN 1 END)] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT CASE WHEN [t].[a] IN (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) THEN 1 END AS [c1]) AS [dw_value_1];
