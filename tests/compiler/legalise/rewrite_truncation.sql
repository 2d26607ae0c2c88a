-- source: duckdb
-- target: 2019
SELECT trunc(n) FROM t;

SELECT CAST(ROUND([t].[n], 0, 1) AS DECIMAL(12, 2)) AS [trunc(n)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT trunc(n), trunc(n, 1) FROM t;

SELECT CAST(ROUND([t].[n], 0, 1) AS DECIMAL(12, 2)) AS [trunc], CAST(ROUND([t].[n], 1, 1) AS DECIMAL(12, 2)) AS [trunc] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, trunc(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(ROUND([t].[n], 0, 1) AS DECIMAL(12, 2)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, trunc(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(ROUND([t].[n], 0, 1) AS DECIMAL(12, 2)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT median(n) FROM t;

SELECT CAST(CAST(SIGN(MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END) + (MAX(CASE WHEN [dw_ranked_1].[c1] = CEILING(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END) - MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END)) * (0.5E0 * (MAX([dw_ranked_1].[c2]) - 1) - FLOOR(0.5E0 * (MAX([dw_ranked_1].[c2]) - 1)))) * FLOOR(ABS(MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END) + (MAX(CASE WHEN [dw_ranked_1].[c1] = CEILING(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END) - MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END)) * (0.5E0 * (MAX([dw_ranked_1].[c2]) - 1) - FLOOR(0.5E0 * (MAX([dw_ranked_1].[c2]) - 1))))) AS DECIMAL(30, 0)) * 0.01 AS DECIMAL(33, 2)) AS [median(n)] FROM (SELECT ROW_NUMBER() OVER (ORDER BY CASE WHEN CAST([t].[n] * 100 AS FLOAT) IS NULL THEN 1 ELSE 0 END, CASE WHEN CAST([t].[n] * 100 AS FLOAT) IS NULL THEN 1 ELSE 0 END, CAST([t].[n] * 100 AS FLOAT)) AS [c1], COUNT_BIG(CAST([t].[n] * 100 AS FLOAT)) OVER () AS [c2], CAST([t].[n] * 100 AS FLOAT) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];
