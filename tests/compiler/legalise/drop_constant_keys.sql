-- source: postgres
-- target: 2019
SELECT a FROM t ORDER BY 1 + 1, lower('X'), a;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a];

-- source: postgres
-- target: 2019
SELECT a, row_number() OVER (PARTITION BY 1 ORDER BY lower('X'), a) AS r FROM t;

SELECT [t].[a] AS [a], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [r] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT s, count(*) AS n FROM t GROUP BY s ORDER BY current_date, count(*);

SELECT [t].[s] AS [s], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] GROUP BY [t].[s] ORDER BY COUNT_BIG(*);

-- source: postgres
-- target: 2019
SELECT DISTINCT ON (s) 5 AS k, s FROM t ORDER BY s, k;

SELECT [dw_rows_1].[c1] AS [k], [dw_rows_1].[c2] AS [s] FROM (SELECT 5 AS [c1], [t].[s] AS [c2], ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END, [t].[s]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] WHERE [dw_rows_1].[c3] = 1 ORDER BY CASE WHEN [dw_rows_1].[c2] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c2];

-- source: postgres
-- target: 2019
SELECT sum(a) OVER (PARTITION BY :p::text ORDER BY :p::text ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS r FROM t;

SELECT SUM(CAST([t].[a] AS BIGINT)) OVER (ORDER BY (SELECT NULL) ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS [r] FROM [dbo].[t] AS [t];
