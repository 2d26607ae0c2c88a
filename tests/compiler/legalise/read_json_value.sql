-- source: postgres
-- target: 2019
SELECT j ->> 'a' FROM t;

SELECT COALESCE(JSON_VALUE([t].[j], N'$.a'), NULLIF(JSON_QUERY([t].[j], N'$.a'), N'null')) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT j ->> 0 FROM t;

SELECT COALESCE(JSON_VALUE([t].[j], N'$[0]'), NULLIF(JSON_QUERY([t].[j], N'$[0]'), N'null')) AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT j ->> 'a.b' FROM t;

SELECT COALESCE(JSON_VALUE([t].[j], N'$."a.b"'), NULLIF(JSON_QUERY([t].[j], N'$."a.b"'), N'null')) AS [(j ->> '$."a.b"')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT coalesce(j -> 'a' ->> 'b', '-') FROM t;

SELECT COALESCE(COALESCE(JSON_VALUE([t].[j], N'$.a.b'), NULLIF(JSON_QUERY([t].[j], N'$.a.b'), N'null')), N'-') AS [coalesce] FROM [dbo].[t] AS [t];
