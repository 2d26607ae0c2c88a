-- source: postgres
-- target: 2019
SELECT s COLLATE "C" FROM t;

SELECT [t].[s] COLLATE Latin1_General_100_BIN2 AS [s] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT a FROM t ORDER BY s COLLATE "C";

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 IS NULL THEN 1 ELSE 0 END, [t].[s] COLLATE Latin1_General_100_BIN2;
