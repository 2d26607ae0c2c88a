-- source: postgres
-- target: 2019
SELECT concat_ws('-', s, NULL, s2) FROM t;

SELECT CONCAT_WS(N'-', [t].[s], NULL, [t].[s2]) AS [concat_ws] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT concat_ws(',', s, a) FROM t;

SELECT CONCAT_WS(N',', [t].[s], CAST([t].[a] AS NVARCHAR(11))) AS [concat_ws(',', s, a)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, concat_ws('-',s,a,s2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CONCAT_WS(N'-', [t].[s], CAST([t].[a] AS NVARCHAR(11)), [t].[s2]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, concat_ws('-',s,a,s2) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CONCAT_WS(N'-', [t].[s], CAST([t].[a] AS NVARCHAR(11)), [t].[s2]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
