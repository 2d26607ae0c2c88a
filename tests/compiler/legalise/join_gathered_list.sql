-- source: postgres
-- target: 2019
SELECT array_to_string(array_agg(s ORDER BY a), ',') FROM t GROUP BY b;

SELECT COALESCE(STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]), CASE WHEN COUNT_BIG(*) > 0 THEN N'' END) AS [array_to_string] FROM [dbo].[t] AS [t] GROUP BY [t].[b];

-- source: duckdb
-- target: 2019
SELECT array_to_string(list(s), ',') FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') AS [array_to_string(list(s), ',')] FROM [dbo].[t] AS [t];
