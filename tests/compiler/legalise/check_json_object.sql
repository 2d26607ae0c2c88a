-- source: postgres
-- target: 2019
SELECT j -> 'a' ->> 'b' FROM t;

SELECT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a.b'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a.b', [json] NVARCHAR(MAX) '$.a.b' AS JSON) AS [o])) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, j::json->'a'->>'b' AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a.b'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a.b', [json] NVARCHAR(MAX) '$.a.b' AS JSON) AS [o])) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT j -> 'a' FROM t;
-- refused: DW603

-- source: duckdb
-- target: 2019
SELECT (j -> '$.a')::INT FROM t;

SELECT CAST(CAST(CASE WHEN COALESCE(JSON_VALUE([t].[j], N'$.a'), NULLIF(JSON_QUERY([t].[j], N'$.a'), N'null')) COLLATE Latin1_General_100_BIN2 LIKE N'%[0-9]%' THEN COALESCE(JSON_VALUE([t].[j], N'$.a'), NULLIF(JSON_QUERY([t].[j], N'$.a'), N'null')) ELSE N'?' + COALESCE(JSON_VALUE([t].[j], N'$.a'), NULLIF(JSON_QUERY([t].[j], N'$.a'), N'null')) END AS DECIMAL(38, 0)) AS INT) AS [CAST((j -> '$.a') AS INT)] FROM [dbo].[t] AS [t];
