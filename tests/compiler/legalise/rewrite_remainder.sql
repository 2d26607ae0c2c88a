-- source: postgres
-- target: 2019
SELECT a % 3, mod(a, 3) FROM t;

SELECT [t].[a] % 3 AS [?column?], [t].[a] % 3 AS [mod] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT -7 / 2, -7 % 2;

SELECT (-7) / 2 AS [?column?], (-7) % 2 AS [?column?];

-- source: postgres
-- target: 2019
SELECT id, mod(a,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], [t].[a] % 3 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, mod(a,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], [t].[a] % 3 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, a % 3 AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], [t].[a] % 3 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
