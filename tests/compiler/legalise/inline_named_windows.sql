-- source: postgres
-- target: 2019
SELECT SUM(a) OVER w FROM t WINDOW w AS (PARTITION BY s ORDER BY b);

SELECT SUM(CAST([t].[a] AS BIGINT)) OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [sum] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT SUM(a) OVER (w ORDER BY b) FROM t WINDOW w AS (PARTITION BY s);

SELECT SUM(CAST([t].[a] AS BIGINT)) OVER (PARTITION BY [t].[s] ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [sum] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT sum(a) OVER w AS x, avg(a) OVER w AS y FROM t WINDOW w AS (ORDER BY b);

SELECT SUM(CAST([t].[a] AS BIGINT)) OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [x], CAST(AVG(CAST([t].[a] AS FLOAT)) OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS FLOAT) AS [y] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, sum(a) over w AS x, avg(a) over (w rows 1 preceding) AS y FROM t window w as (order by id) ORDER BY id;

SELECT [t].[id] AS [id], SUM(CAST([t].[a] AS BIGINT)) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [x], CAST(AVG(CAST([t].[a] AS DECIMAL(38, 21))) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id] ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS DECIMAL(38, 21)) AS [y] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, sum(a) over w AS x, avg(a) over (w rows 1 preceding) AS y FROM t window w as (order by id) ORDER BY id;

SELECT [t].[id] AS [id], SUM(CAST([t].[a] AS BIGINT)) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [x], CAST(AVG(CAST([t].[a] AS FLOAT)) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id] ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS FLOAT) AS [y] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
