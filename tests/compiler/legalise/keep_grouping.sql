-- source: postgres
-- target: 2019
SELECT GROUPING(b), b, count(*) FROM t GROUP BY ROLLUP (b);

SELECT GROUPING([t].[b]) AS [grouping], [t].[b] AS [b], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] GROUP BY ROLLUP ([t].[b]);

-- source: postgres
-- target: 2019
SELECT GROUPING(s), s, SUM(a) FROM t GROUP BY ROLLUP(s);

SELECT GROUPING([t].[s]) AS [grouping], [t].[s] AS [s], SUM(CAST([t].[a] AS BIGINT)) AS [sum] FROM [dbo].[t] AS [t] GROUP BY ROLLUP ([t].[s]);

-- source: postgres
-- target: 2019
SELECT flag, grouping(flag), sum(a) FROM t GROUP BY GROUPING SETS ((flag),()) ORDER BY 2,1;

SELECT [t].[flag] AS [flag], GROUPING([t].[flag]) AS [grouping], SUM(CAST([t].[a] AS BIGINT)) AS [sum] FROM [dbo].[t] AS [t] GROUP BY GROUPING SETS ([t].[flag], ()) ORDER BY GROUPING([t].[flag]), CASE WHEN [t].[flag] IS NULL THEN 1 ELSE 0 END, [t].[flag];

-- source: duckdb
-- target: 2019
SELECT flag, grouping(flag), sum(a) FROM t GROUP BY GROUPING SETS ((flag),()) ORDER BY 2,1;

SELECT [t].[flag] AS [flag], GROUPING([t].[flag]) AS [grouping(flag)], SUM(CAST([t].[a] AS BIGINT)) AS [sum(a)] FROM [dbo].[t] AS [t] GROUP BY GROUPING SETS ([t].[flag], ()) ORDER BY GROUPING([t].[flag]), CASE WHEN [t].[flag] IS NULL THEN 1 ELSE 0 END, [t].[flag];
