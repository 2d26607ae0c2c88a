-- source: postgres
-- target: 2019
SELECT GREATEST(a, 0) FROM t;

SELECT CASE WHEN [t].[a] >= 0 AND [t].[a] IS NOT NULL THEN [t].[a] ELSE 0 END AS [greatest] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2022
SELECT GREATEST(a, 0) FROM t;

SELECT GREATEST([t].[a], 0) AS [greatest] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT greatest(a, b), least(a, NULL) FROM t;

SELECT CASE WHEN ([t].[a] >= [t].[b] OR [t].[b] IS NULL) AND [t].[a] IS NOT NULL THEN [t].[a] ELSE [t].[b] END AS [greatest(a, b)], [t].[a] AS [least(a, NULL)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, greatest(n,a) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN ([t].[n] >= [t].[a] OR [t].[a] IS NULL) AND [t].[n] IS NOT NULL THEN [t].[n] ELSE [t].[a] END AS DECIMAL(12, 2)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, greatest(n,a) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN ([t].[n] >= [t].[a] OR [t].[a] IS NULL) AND [t].[n] IS NOT NULL THEN [t].[n] ELSE [t].[a] END AS DECIMAL(12, 2)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT greatest(d, DATE '2024-01-01') FROM t;

SELECT CASE WHEN ([t].[d] >= CAST(N'2024-01-01' AS DATE) OR CAST(N'2024-01-01' AS DATE) IS NULL) AND [t].[d] IS NOT NULL THEN [t].[d] ELSE CAST(N'2024-01-01' AS DATE) END AS [greatest(d, DATE '2024-01-01')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2022
SELECT greatest(sum(CAST(a AS bigint)), 0.25) AS x FROM t;

SELECT CAST(GREATEST(CAST(SUM(CAST(CAST([t].[a] AS BIGINT) AS DECIMAL(38, 0))) AS DECIMAL(38, 2)), CAST(0.25 AS DECIMAL(38, 2))) AS DECIMAL(38, 2)) AS [x] FROM [dbo].[t] AS [t];
