-- source: postgres
-- target: 2019
SELECT translate(s, 'abc', 'xy') FROM t;

SELECT REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'ba', N'yx'), N'c', N'') AS [translate] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, translate(s,'abc','xy') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'ba', N'yx'), N'c', N'') AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, translate(s,'abc','xy') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'ba', N'yx'), N'c', N'') AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
