-- source: postgres
-- target: 2019
SELECT j ->> 'a' FROM t;

SELECT COALESCE(JSON_VALUE([t].[j], N'$.a'), NULLIF(JSON_QUERY([t].[j], N'$.a'), N'null')) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT j ->> 0 FROM t;

SELECT COALESCE(JSON_VALUE([t].[j], N'$[0]'), NULLIF(JSON_QUERY([t].[j], N'$[0]'), N'null')) AS [?column?] FROM [dbo].[t] AS [t];
