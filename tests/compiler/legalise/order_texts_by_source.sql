-- source: postgres
-- target: 2019
SELECT a, string_agg(s, ',') AS x FROM (SELECT a, s, d FROM t ORDER BY d DESC, 2 LIMIT 10) AS q GROUP BY a;

SELECT [q].[a] AS [a], STRING_AGG(CAST([q].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [q].[d] IS NULL THEN 0 ELSE 1 END, [q].[d] DESC, CASE WHEN [q].[s] IS NULL THEN 1 ELSE 0 END, [q].[s]) AS [x] FROM (SELECT TOP (10) [t].[a] AS [a], [t].[s] AS [s], [t].[d] AS [d] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[d] IS NULL THEN 0 ELSE 1 END, [t].[d] DESC, CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END, [t].[s]) AS [q] GROUP BY [q].[a];

-- source: postgres
-- target: 2019
SELECT string_agg(s, ',') AS x FROM (SELECT DISTINCT s FROM t ORDER BY s) AS q;

SELECT STRING_AGG(CAST([q].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [q].[s] IS NULL THEN 1 ELSE 0 END, [q].[s]) AS [x] FROM (SELECT [dw_rows_1].[c1] AS [s] FROM (SELECT DISTINCT [t].[s] AS [c1] FROM [dbo].[t] AS [t]) AS [dw_rows_1]) AS [q];

-- source: postgres
-- target: 2019
SELECT string_agg(x, ',') AS y FROM (SELECT s || ': ' || count(*) AS x FROM t GROUP BY s ORDER BY count(*) DESC) AS q;

SELECT STRING_AGG(CAST([q].[x] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY [q].[dw_key_1] DESC) AS [y] FROM (SELECT [t].[s] + N': ' + CAST(COUNT_BIG(*) AS NVARCHAR(20)) AS [x], COUNT_BIG(*) AS [dw_key_1] FROM [dbo].[t] AS [t] GROUP BY [t].[s]) AS [q];

-- source: postgres
-- target: 2019
SELECT string_agg(s, ',' ORDER BY x) AS y, string_agg(s, ';') AS z FROM (SELECT s, a AS x FROM t ORDER BY s) AS q;

SELECT STRING_AGG(CAST([q].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [q].[x] IS NULL THEN 1 ELSE 0 END, [q].[x]) AS [y], STRING_AGG(CAST([q].[s] AS NVARCHAR(MAX)), N';') AS [z] FROM (SELECT [t].[s] AS [s], [t].[a] AS [x] FROM [dbo].[t] AS [t]) AS [q];

-- source: duckdb
-- target: 2019
SELECT array_to_string(list(s), ',') AS x FROM (SELECT s, a FROM t ORDER BY a) AS q;

SELECT STRING_AGG(CAST([q].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [q].[a] IS NULL THEN 1 ELSE 0 END, [q].[a]) AS [x] FROM (SELECT [t].[s] AS [s], [t].[a] AS [a] FROM [dbo].[t] AS [t]) AS [q];
