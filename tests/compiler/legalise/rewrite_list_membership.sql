-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE list_contains(['x','y'], s);

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] IN (N'x', N'y');

-- source: duckdb
-- target: 2019
SELECT id FROM t WHERE list_contains([1,3],a) ORDER BY id;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[a] IN (1, 3) ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE list_contains(string_split(s2, ','), s);

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] IN (SELECT [dw_part_1].[value] AS [value] FROM STRING_SPLIT([t].[s2], N',') AS [dw_part_1] WHERE DATALENGTH([t].[s2]) > 0) OR DATALENGTH([t].[s2]) = 0 AND [t].[s] = N'' OR [t].[s2] <> [t].[s2];
