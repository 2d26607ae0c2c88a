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
-- refused: DW602
