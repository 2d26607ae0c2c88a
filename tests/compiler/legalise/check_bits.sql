-- source: duckdb
-- target: 2019
SELECT xor(a, b) FROM t;

SELECT [t].[a] ^ [t].[b] AS [(XOR(a, b))] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT a & b, a | b, a # b, ~a FROM t;

SELECT [t].[a] & [t].[b] AS [?column?], [t].[a] | [t].[b] AS [?column?], [t].[a] ^ [t].[b] AS [?column?], ~[t].[a] AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, a # 3 AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], [t].[a] ^ 3 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, xor(a,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], [t].[a] ^ 3 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
