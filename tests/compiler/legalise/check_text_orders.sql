-- source: postgres
-- target: 2019
SELECT string_agg(s, ',' ORDER BY a) AS x, string_agg(s2, '/' ORDER BY a) AS y FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [x], STRING_AGG(CAST([t].[s2] AS NVARCHAR(MAX)), N'/') WITHIN GROUP (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [y] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT string_agg(s, ',' ORDER BY a) AS x, string_agg(s, ',' ORDER BY a DESC) AS y FROM t;
-- refused: DW602
