-- source: postgres
-- target: 2019
SELECT 'x' || NULL;

SELECT CAST(NULL AS NVARCHAR(MAX)) AS [?column?];

-- source: postgres
-- target: 2019
SELECT s || s2 FROM t;

SELECT [t].[s] + [t].[s2] AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT s || s2 FROM t;

SELECT [t].[s] + [t].[s2] AS [(s || s2)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT s || a FROM t;

SELECT [t].[s] + CAST([t].[a] AS NVARCHAR(11)) AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, s || s2 AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], [t].[s] + [t].[s2] AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
