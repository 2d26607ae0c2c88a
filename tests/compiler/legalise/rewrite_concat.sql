-- source: postgres
-- target: 2019
SELECT concat(s) FROM t;

SELECT CONCAT([t].[s], N'') AS [concat] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT concat(s, NULL, a) FROM t;

SELECT CONCAT([t].[s], CAST([t].[a] AS NVARCHAR(11))) AS [concat] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT concat(s, a, NULL) FROM t;

SELECT CONCAT([t].[s], CAST([t].[a] AS NVARCHAR(11))) AS [concat(s, a, NULL)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, concat(s,'-',a) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CONCAT([t].[s], N'-', CAST([t].[a] AS NVARCHAR(11))) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, concat(s,'-',a) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CONCAT([t].[s], N'-', CAST([t].[a] AS NVARCHAR(11))) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
