-- source: postgres
-- target: 2019
SELECT lag(a) OVER () FROM t;

SELECT LAG([t].[a], 1) OVER (ORDER BY (SELECT NULL)) AS [lag] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT lag(a) OVER (ORDER BY b) FROM t;

SELECT LAG([t].[a], 1) OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [lag] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT lag(a, 1, 0) OVER (ORDER BY b) FROM t;

SELECT LAG([t].[a], 1, 0) OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b]) AS [lag] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, lag(a) over (order by id) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LAG([t].[a], 1) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, lag(a,2,0) over (order by id) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LAG([t].[a], 2, 0) OVER (ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT lag(a IGNORE NULLS) OVER (ORDER BY b) FROM t;
-- refused: DW605
