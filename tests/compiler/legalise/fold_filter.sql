-- source: postgres
-- target: 2019
SELECT COUNT(*) FILTER (WHERE flag) AS c FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [c] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT count(*) filter (where flag) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count(*) filter (where flag) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN 1 END) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT avg(n) filter (where flag) AS x FROM t;

SELECT CAST(CAST(SUM(CASE WHEN [t].[flag] = 1 THEN [t].[n] END) AS FLOAT) / COUNT_BIG(CASE WHEN [t].[flag] = 1 THEN [t].[n] END) AS FLOAT) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT avg(n) filter (where flag) AS x FROM t;

SELECT CAST(AVG(CAST(CASE WHEN [t].[flag] = 1 THEN [t].[n] END AS DECIMAL(38, 21))) AS DECIMAL(38, 21)) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT first(a ORDER BY b) FILTER (WHERE c > 1) AS x, last(a ORDER BY b) FILTER (WHERE c > 1) AS y FROM t;

SELECT MAX(CASE WHEN [dw_ranked_1].[c1] = 1 THEN [dw_ranked_1].[c2] END) AS [x], MAX(CASE WHEN [dw_ranked_1].[c3] = 1 THEN [dw_ranked_1].[c2] END) AS [y] FROM (SELECT ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[c] > 1 THEN 0 ELSE 1 END, CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [c1], CASE WHEN [t].[c] > 1 THEN [t].[a] END AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[c] > 1 THEN 1 ELSE 0 END DESC, CASE WHEN [t].[b] IS NULL THEN 0 ELSE 1 END, [t].[b] DESC) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];
