-- source: postgres
-- target: 2019
SELECT 1 AS k, s, COUNT(*) FROM t GROUP BY k, s;

SELECT 1 AS [k], [t].[s] AS [s], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] GROUP BY [t].[s];

-- source: postgres
-- target: 2019
SELECT 'x' AS k, COUNT(*) FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'x' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT 'k' AS k, count(*) FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'k' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: duckdb
-- target: 2019
SELECT 'k' AS k, count(*) FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count_star()] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'k' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: duckdb
-- target: 2019
SELECT 'k' AS k, count(*) FROM t WHERE a > 1000 GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count_star()] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'k' AS [c1]) AS [dw_key_1] WHERE [t].[a] > 1000 GROUP BY [dw_key_1].[c1];
