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

-- source: postgres
-- target: 2019
SELECT count(DISTINCT (SELECT max(u.a) FROM u WHERE u.id = t.id)) AS n FROM t;

SELECT COUNT_BIG(DISTINCT [dw_value_1].[c1]) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT (SELECT MAX([u].[a]) AS [max] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [c1]) AS [dw_value_1];

-- source: postgres
-- target: 2019
SELECT string_agg(t.s, ',' ORDER BY (SELECT max(u.a) FROM u WHERE u.id = t.id)) AS l FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [dw_value_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_value_1].[c1]) AS [l] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT (SELECT MAX([u].[a]) AS [max] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [c1]) AS [dw_value_1];

-- source: postgres
-- target: 2019
SELECT id, sum(length(j::json ->> 'a')) OVER (ORDER BY id) AS n FROM t;

SELECT [t].[id] AS [id], SUM(CAST([dw_value_1].[c1] AS BIGINT)) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT LEN(COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a', [json] NVARCHAR(MAX) '$.a' AS JSON) AS [o])) + N'.') - 1 AS [c1]) AS [dw_value_1];
