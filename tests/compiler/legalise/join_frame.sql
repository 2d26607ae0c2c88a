-- source: postgres
-- target: 2019
SELECT d, sum(n) OVER (ORDER BY d RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [d], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[d] AS [c1], [t].[n] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT CAST(SUM([dw_rows_1_f].[c2]) AS DECIMAL(38, 2)) AS [c1] FROM (SELECT [t].[d] AS [c1], [t].[n] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE ([dw_rows_1_f].[c1] >= DATEADD(DAY, -6, CAST([dw_rows_1].[c1] AS DATETIME2(6))) OR [dw_rows_1_f].[c1] IS NULL) AND ([dw_rows_1_f].[c1] <= [dw_rows_1].[c1] OR [dw_rows_1].[c1] IS NULL)) AS [dw_frame_1];

-- source: duckdb
-- target: 2019
SELECT a, avg(f) OVER (PARTITION BY s ORDER BY a DESC RANGE BETWEEN 5 PRECEDING AND 5 FOLLOWING) AS x, count(*) OVER (PARTITION BY s ORDER BY a DESC RANGE BETWEEN 5 PRECEDING AND 5 FOLLOWING) AS y FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x], [dw_frame_1].[c2] AS [y] FROM (SELECT [t].[a] AS [c1], [t].[s] AS [c2], [t].[f] AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT CAST(AVG([dw_rows_1_f].[c3]) AS FLOAT) AS [c1], COUNT_BIG(*) AS [c2] FROM (SELECT [t].[a] AS [c1], [t].[s] AS [c2], [t].[f] AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE CASE WHEN [dw_rows_1_f].[c2] = [dw_rows_1].[c2] OR [dw_rows_1_f].[c2] IS NULL AND [dw_rows_1].[c2] IS NULL THEN 0 ELSE 1 END = 0 AND (CAST([dw_rows_1_f].[c1] AS DECIMAL(20, 0)) <= CAST([dw_rows_1].[c1] AS DECIMAL(20, 0)) + 5 OR [dw_rows_1_f].[c1] IS NULL) AND (CAST([dw_rows_1_f].[c1] AS DECIMAL(20, 0)) >= CAST([dw_rows_1].[c1] AS DECIMAL(20, 0)) - 5 OR [dw_rows_1].[c1] IS NULL)) AS [dw_frame_1];

-- source: postgres
-- target: 2019
SELECT s, sum(count(*)) OVER (ORDER BY count(*) GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) AS x FROM t GROUP BY s;

SELECT [dw_rows_1].[c1] AS [s], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[s] AS [c1], COUNT_BIG(*) AS [c2], DENSE_RANK() OVER (ORDER BY COUNT_BIG(*)) AS [c3] FROM [dbo].[t] AS [t] GROUP BY [t].[s]) AS [dw_rows_1] CROSS APPLY (SELECT CAST(SUM(CAST([dw_rows_1_f].[c2] AS DECIMAL(38, 0))) AS DECIMAL(38, 0)) AS [c1] FROM (SELECT [t].[s] AS [c1], COUNT_BIG(*) AS [c2], DENSE_RANK() OVER (ORDER BY COUNT_BIG(*)) AS [c3] FROM [dbo].[t] AS [t] GROUP BY [t].[s]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c3] >= [dw_rows_1].[c3] - 1 AND [dw_rows_1_f].[c3] <= [dw_rows_1].[c3]) AS [dw_frame_1];

-- source: postgres
-- target: 2019
SELECT a, min(b) OVER (ORDER BY a ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE CURRENT ROW) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[b]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT MIN([dw_rows_1_f].[c2]) AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[b]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c3] >= [dw_rows_1].[c3] - 2 AND [dw_rows_1_f].[c3] <= [dw_rows_1].[c3] + 2 AND [dw_rows_1_f].[c3] <> [dw_rows_1].[c3]) AS [dw_frame_1];

-- source: postgres
-- target: 2019
SELECT a, min(b) OVER (ORDER BY a, c RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[a] AS [c1], [t].[c] AS [c2], [t].[b] AS [c3], DENSE_RANK() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], CASE WHEN [t].[c] IS NULL THEN 1 ELSE 0 END, [t].[c]) AS [c4], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], CASE WHEN [t].[c] IS NULL THEN 1 ELSE 0 END, [t].[c], [t].[b]) AS [c5] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT MIN([dw_rows_1_f].[c3]) AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[c] AS [c2], [t].[b] AS [c3], DENSE_RANK() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], CASE WHEN [t].[c] IS NULL THEN 1 ELSE 0 END, [t].[c]) AS [c4], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], CASE WHEN [t].[c] IS NULL THEN 1 ELSE 0 END, [t].[c], [t].[b]) AS [c5] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c4] <= [dw_rows_1].[c4] AND ([dw_rows_1_f].[c4] <> [dw_rows_1].[c4] OR [dw_rows_1_f].[c5] = [dw_rows_1].[c5])) AS [dw_frame_1];

-- source: postgres
-- target: 2019
SELECT a, min(b) OVER (ORDER BY a RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE GROUP) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], DENSE_RANK() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT MIN([dw_rows_1_f].[c2]) AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], DENSE_RANK() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE ([dw_rows_1_f].[c1] >= [dw_rows_1].[c1] OR [dw_rows_1_f].[c1] IS NULL) AND [dw_rows_1_f].[c3] <> [dw_rows_1].[c3]) AS [dw_frame_1];

-- source: postgres
-- target: 2019
SELECT nth_value(a, 2) OVER (ORDER BY b) AS x FROM t;

SELECT [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[b] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] OUTER APPLY (SELECT [dw_rows_1_f].[c2] AS [c1] FROM (SELECT [t].[b] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c1] <= [dw_rows_1].[c1] OR [dw_rows_1].[c1] IS NULL ORDER BY [dw_rows_1_f].[c3] OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY) AS [dw_frame_1];

-- source: postgres
-- target: 2019
SELECT a, string_agg(s, ',') OVER (ORDER BY a) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[a] AS [c1], [t].[s] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[s] COLLATE Latin1_General_100_BIN2) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT STRING_AGG(CAST([dw_rows_1_f].[c2] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY [dw_rows_1_f].[c3]) AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[s] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[s] COLLATE Latin1_General_100_BIN2) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c1] <= [dw_rows_1].[c1] OR [dw_rows_1].[c1] IS NULL) AS [dw_frame_1];

-- source: duckdb
-- target: 2019
SELECT a, last_value(b IGNORE NULLS) OVER (ORDER BY a) AS x, lag(b, 2, 0 IGNORE NULLS) OVER (ORDER BY a) AS y FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x], COALESCE([dw_frame_2].[c1], 0) AS [y] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[b]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] OUTER APPLY (SELECT TOP (1) [dw_rows_1_f].[c2] AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[b]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE ([dw_rows_1_f].[c1] <= [dw_rows_1].[c1] OR [dw_rows_1].[c1] IS NULL) AND [dw_rows_1_f].[c2] IS NOT NULL ORDER BY [dw_rows_1_f].[c3] DESC) AS [dw_frame_1] OUTER APPLY (SELECT [dw_rows_1_f].[c2] AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[b]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c3] < [dw_rows_1].[c3] AND [dw_rows_1_f].[c2] IS NOT NULL ORDER BY [dw_rows_1_f].[c3] DESC OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY) AS [dw_frame_2];

-- source: duckdb
-- target: 2022
SELECT a, last_value(b IGNORE NULLS) OVER (ORDER BY a) AS x FROM t;

SELECT [t].[a] AS [a], LAST_VALUE([t].[b]) IGNORE NULLS OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT a, median(b) OVER (ORDER BY a ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[b]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT CAST(MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END) + (MAX(CASE WHEN [dw_ranked_1].[c1] = CEILING(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END) - MAX(CASE WHEN [dw_ranked_1].[c1] = FLOOR(0.5E0 * ([dw_ranked_1].[c2] - 1)) + 1 THEN [dw_ranked_1].[c3] END)) * (0.5E0 * (MAX([dw_ranked_1].[c2]) - 1) - FLOOR(0.5E0 * (MAX([dw_ranked_1].[c2]) - 1))) AS FLOAT) AS [c1] FROM (SELECT ROW_NUMBER() OVER (ORDER BY CASE WHEN CAST([dw_rows_1_f].[c2] AS FLOAT) IS NULL THEN 1 ELSE 0 END, CASE WHEN CAST([dw_rows_1_f].[c2] AS FLOAT) IS NULL THEN 1 ELSE 0 END, CAST([dw_rows_1_f].[c2] AS FLOAT)) AS [c1], COUNT_BIG(CAST([dw_rows_1_f].[c2] AS FLOAT)) OVER () AS [c2], CAST([dw_rows_1_f].[c2] AS FLOAT) AS [c3] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a], [t].[b]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c3] >= [dw_rows_1].[c3] - 2 AND [dw_rows_1_f].[c3] <= [dw_rows_1].[c3]) AS [dw_ranked_1]) AS [dw_frame_1];

-- source: duckdb
-- target: 2019
SELECT a, count(DISTINCT s) OVER (ORDER BY a) AS x FROM t;

SELECT [dw_rows_1].[c1] AS [a], [dw_frame_1].[c1] AS [x] FROM (SELECT [t].[a] AS [c1], [t].[s] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT COUNT_BIG(DISTINCT [dw_rows_1_f].[c2]) AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[s] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c1] <= [dw_rows_1].[c1] OR [dw_rows_1].[c1] IS NULL) AS [dw_frame_1];

-- source: duckdb
-- target: 2019
SELECT a FROM t QUALIFY sum(b) OVER (ORDER BY a GROUPS 1 PRECEDING) > 5 ORDER BY a LIMIT 3;

SELECT TOP (3) [dw_rows_2].[c1] AS [a] FROM (SELECT [dw_rows_1].[c1] AS [c1], [dw_frame_1].[c1] AS [c2] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], DENSE_RANK() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT SUM(CAST([dw_rows_1_f].[c2] AS BIGINT)) AS [c1] FROM (SELECT [t].[a] AS [c1], [t].[b] AS [c2], DENSE_RANK() OVER (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c3] >= [dw_rows_1].[c3] - 1 AND [dw_rows_1_f].[c3] <= [dw_rows_1].[c3]) AS [dw_frame_1]) AS [dw_rows_2] WHERE [dw_rows_2].[c2] > 5 ORDER BY CASE WHEN [dw_rows_2].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_2].[c1];

-- source: postgres
-- target: 2019
SELECT (SELECT max(v.x) FROM (SELECT sum(u.a) OVER (ORDER BY u.b RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS x FROM u WHERE u.id = t.id) AS v) AS y FROM t;

SELECT (SELECT MAX([v].[x]) AS [max] FROM (SELECT [dw_frame_1].[c1] AS [x] FROM (SELECT [u].[b] AS [c1], [u].[a] AS [c2] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [dw_rows_1] CROSS APPLY (SELECT SUM(CAST([dw_rows_1_f].[c2] AS BIGINT)) AS [c1] FROM (SELECT [u].[b] AS [c1], [u].[a] AS [c2] FROM [dbo].[u] AS [u] WHERE [u].[id] = [t].[id]) AS [dw_rows_1_f] WHERE (CAST([dw_rows_1_f].[c1] AS DECIMAL(20, 0)) >= CAST([dw_rows_1].[c1] AS DECIMAL(20, 0)) - 1 OR [dw_rows_1_f].[c1] IS NULL) AND ([dw_rows_1_f].[c1] <= [dw_rows_1].[c1] OR [dw_rows_1].[c1] IS NULL)) AS [dw_frame_1]) AS [v]) AS [y] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT nth_value(a, 2) OVER (ORDER BY b) AS x, (SELECT max(t.a) FROM t) AS m FROM t;

SELECT [dw_frame_1].[c1] AS [x], (SELECT MAX([t].[a]) AS [max] FROM [dbo].[t] AS [t]) AS [m] FROM (SELECT [t].[b] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] OUTER APPLY (SELECT [dw_rows_1_f].[c2] AS [c1] FROM (SELECT [t].[b] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c1] <= [dw_rows_1].[c1] OR [dw_rows_1].[c1] IS NULL ORDER BY [dw_rows_1_f].[c3] OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY) AS [dw_frame_1];

-- source: postgres
-- target: 2019
SELECT sum(a) OVER (ORDER BY b RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS x FROM (SELECT a, b FROM t ORDER BY a LIMIT 5) AS l;
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT nth_value(a, b) OVER (ORDER BY b) AS x FROM t;
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT sum(a) OVER (ORDER BY s RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS x FROM t;
-- refused: DW602
