-- source: postgres
-- target: 2016
SELECT j::json ->> 'a' AS v FROM t;

SELECT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a', [json] NVARCHAR(MAX) '$.a' AS JSON) AS [o])) AS [v] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT lower(j::json -> 'a' ->> 'b') AS k, count(DISTINCT j::json ->> 'c') AS n FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(DISTINCT [dw_value_1].[c1]) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT LOWER(COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a.b'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a.b', [json] NVARCHAR(MAX) '$.a.b' AS JSON) AS [o]))) AS [c1]) AS [dw_key_1] CROSS APPLY (SELECT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.c'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.c', [json] NVARCHAR(MAX) '$.c' AS JSON) AS [o])) AS [c1]) AS [dw_value_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT sum((j::json ->> 'n')::int) AS n, max(json_extract_path_text(j::json, 'a', 'b')) AS m FROM t;

SELECT SUM(CAST(CAST(CASE WHEN COALESCE(JSON_VALUE([t].[j], N'$.n'), NULLIF(JSON_QUERY([t].[j], N'$.n'), N'null')) COLLATE Latin1_General_100_BIN2 LIKE N'%[0-9]%' THEN COALESCE(JSON_VALUE([t].[j], N'$.n'), NULLIF(JSON_QUERY([t].[j], N'$.n'), N'null')) ELSE N'?' + COALESCE(JSON_VALUE([t].[j], N'$.n'), NULLIF(JSON_QUERY([t].[j], N'$.n'), N'null')) END AS INT) AS BIGINT)) AS [n], MAX([dw_value_1].[c1]) AS [m] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a.b'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a.b', [json] NVARCHAR(MAX) '$.a.b' AS JSON) AS [o])) AS [c1]) AS [dw_value_1];

-- source: postgres
-- target: 2019
SELECT s::json ->> 'a' AS v FROM t;

SELECT COALESCE(JSON_VALUE([t].[s], N'$.a'), NULLIF(JSON_QUERY([t].[s], N'$.a'), N'null')) AS [v] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT DISTINCT j ->> '$.a[0]' AS v FROM t WHERE j ->> 'k' <> 'x' ORDER BY v;

SELECT [dw_rows_1].[c1] AS [v] FROM (SELECT DISTINCT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a[0]'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a[0]', [json] NVARCHAR(MAX) '$.a[0]' AS JSON) AS [o])) AS [c1] FROM [dbo].[t] AS [t] WHERE COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.k'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.k', [json] NVARCHAR(MAX) '$.k' AS JSON) AS [o])) <> N'x') AS [dw_rows_1] ORDER BY CASE WHEN [dw_rows_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_rows_1].[c1];

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE j::json ->> 'a' = 'x';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST(COALESCE(CASE WHEN CAST(JSON_VALUE([t].[j], N'$.a') AS VARBINARY(8000)) = CAST(N'null' AS VARBINARY(8)) THEN NULL ELSE JSON_VALUE([t].[j], N'$.a') END, (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a', [json] NVARCHAR(MAX) '$.a' AS JSON) AS [o])) AS VARBINARY(MAX)) = CAST(N'x' AS VARBINARY(2));
