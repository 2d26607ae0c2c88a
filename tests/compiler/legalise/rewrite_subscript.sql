-- source: duckdb
-- target: 2019
SELECT id, s[1] AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SUBSTRING([t].[s], 1, 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, s[2] AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SUBSTRING([t].[s], 2, 1) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT s[1:3] FROM t;
-- refused: DW602
