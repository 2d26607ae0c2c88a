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

SELECT [dw_frame_1].[c1] AS [LAG(a IGNORE NULLS) OVER (ORDER BY b)] FROM (SELECT [t].[b] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1] OUTER APPLY (SELECT TOP (1) [dw_rows_1_f].[c2] AS [c1] FROM (SELECT [t].[b] AS [c1], [t].[a] AS [c2], ROW_NUMBER() OVER (ORDER BY CASE WHEN [t].[b] IS NULL THEN 1 ELSE 0 END, [t].[b], [t].[a]) AS [c3] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE [dw_rows_1_f].[c3] < [dw_rows_1].[c3] AND [dw_rows_1_f].[c2] IS NOT NULL ORDER BY [dw_rows_1_f].[c3] DESC) AS [dw_frame_1];
