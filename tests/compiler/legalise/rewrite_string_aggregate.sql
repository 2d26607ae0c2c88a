-- source: postgres
-- target: 2019
SELECT string_agg(s, E'\n') FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N'
') AS [string_agg] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT string_agg(s, ', ') FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N', ') AS [string_agg] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT group_concat(s, ',') FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') AS [string_agg(s, ',')] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT listagg(s, ',') FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') AS [string_agg(s, ',')] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT string_agg(b::text,',' order by id desc) AS x FROM t;

SELECT STRING_AGG(CAST(CAST([t].[b] AS NVARCHAR(11)) AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY [t].[id] DESC) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT string_agg(s, ',') OVER (PARTITION BY b) FROM t;

SELECT [dw_frame_1].[c1] AS [string_agg] FROM (SELECT [t].[b] AS [c1], [t].[s] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_rows_1] CROSS APPLY (SELECT STRING_AGG(CAST([dw_rows_1_f].[c2] AS NVARCHAR(MAX)), N',') AS [c1] FROM (SELECT [t].[b] AS [c1], [t].[s] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_rows_1_f] WHERE CASE WHEN [dw_rows_1_f].[c1] = [dw_rows_1].[c1] OR [dw_rows_1_f].[c1] IS NULL AND [dw_rows_1].[c1] IS NULL THEN 0 ELSE 1 END = 0) AS [dw_frame_1];
