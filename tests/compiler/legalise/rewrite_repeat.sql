-- source: postgres
-- target: 2019
SELECT repeat(s, 3) FROM t;

SELECT REPLICATE(CAST([t].[s] AS NVARCHAR(MAX)), 3) AS [repeat] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, repeat(s,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLICATE(CAST([t].[s] AS NVARCHAR(MAX)), 3) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, repeat(s,3) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], REPLICATE(CAST([t].[s] AS NVARCHAR(MAX)), 3) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT repeat('  ', id) || s AS x FROM t;

SELECT REPLICATE(CAST(N'  ' AS NVARCHAR(MAX)), CASE WHEN [t].[id] < 0 THEN 0 ELSE [t].[id] END) + [t].[s] AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT repeat('█', (count(*) * 10 / max(a))::int) AS bar FROM t;

SELECT REPLICATE(CAST(N'█' AS NVARCHAR(MAX)), CASE WHEN CAST(COUNT_BIG(*) * 10 / MAX([t].[a]) AS INT) < 0 THEN 0 ELSE CAST(COUNT_BIG(*) * 10 / MAX([t].[a]) AS INT) END) AS [bar] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT repeat('-', -1) AS x, repeat('-', 0) AS y FROM t;

SELECT REPLICATE(CAST(N'-' AS NVARCHAR(MAX)), 0) AS [x], REPLICATE(CAST(N'-' AS NVARCHAR(MAX)), 0) AS [y] FROM [dbo].[t] AS [t];
