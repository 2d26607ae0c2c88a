-- source: duckdb
-- target: 2019
SELECT 3000000000 // 7;

SELECT CAST(3000000000 AS BIGINT) / 7 AS [(3000000000 // 7)];

-- source: duckdb
-- target: 2019
SELECT 5 // 2, -5 // 2;

SELECT 5 / 2 AS [(5 // 2)], (-5) / 2 AS [(-5 // 2)];

-- source: duckdb
-- target: 2019
SELECT id, a//3 AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], [t].[a] / 3 AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, div(a,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST([t].[a] / 3 AS DECIMAL(10, 0)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT a // 3, n // 2 FROM t;
-- refused: DW603
