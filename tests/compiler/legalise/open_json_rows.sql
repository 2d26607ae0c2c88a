-- source: postgres
-- target: 2019
SELECT e ->> 'x' FROM t, jsonb_array_elements(t.j::jsonb -> 'items') AS e;

SELECT COALESCE(NULLIF(JSON_VALUE([e].[value], N'$.x'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [e].[value] + N']') WITH ([text] NVARCHAR(MAX) '$.x', [json] NVARCHAR(MAX) '$.x' AS JSON) AS [o])) AS [?column?] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT CASE WHEN [o].[type] IN (4, 5) THEN [o].[value] END AS [value] FROM OPENJSON(CASE WHEN JSON_QUERY([t].[j], N'$.items') COLLATE Latin1_General_100_BIN2 LIKE N'[[]%' THEN JSON_QUERY([t].[j], N'$.items') ELSE N'?' + JSON_QUERY([t].[j], N'$.items') END) AS [o]) AS [e];

-- source: postgres
-- target: 2019
SELECT x.v, x.i FROM t CROSS JOIN LATERAL jsonb_array_elements_text(j::jsonb) WITH ORDINALITY AS x(v, i);

SELECT [x].[v] AS [v], [x].[i] AS [i] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT [o].[value] AS [v], CAST([o].[key] AS BIGINT) + 1 AS [i] FROM OPENJSON(CASE WHEN CHARINDEX(N'[', [t].[j]) > 0 AND PATINDEX(N'%[[{]%', [t].[j]) = CHARINDEX(N'[', [t].[j]) THEN [t].[j] ELSE N'?' + [t].[j] END) AS [o]) AS [x];

-- source: postgres
-- target: 2019
SELECT k.key, k.value FROM t LEFT JOIN LATERAL json_each_text(j) AS k ON true;

SELECT [k].[key] AS [key], [k].[value] AS [value] FROM [dbo].[t] AS [t] OUTER APPLY (SELECT [o].[key] COLLATE DATABASE_DEFAULT AS [key], [o].[value] AS [value] FROM OPENJSON(CASE WHEN NOT (CHARINDEX(N'[', [t].[j]) > 0 AND PATINDEX(N'%[[{]%', [t].[j]) = CHARINDEX(N'[', [t].[j])) THEN [t].[j] ELSE N'?' + [t].[j] END) AS [o]) AS [k];

-- source: postgres
-- target: 2019
SELECT k FROM t, json_object_keys(j) AS k;

SELECT [k].[k] AS [k] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT [o].[key] COLLATE DATABASE_DEFAULT AS [k] FROM OPENJSON(CASE WHEN NOT (CHARINDEX(N'[', [t].[j]) > 0 AND PATINDEX(N'%[[{]%', [t].[j]) = CHARINDEX(N'[', [t].[j])) THEN [t].[j] ELSE N'?' + [t].[j] END) AS [o]) AS [k];

-- source: postgres
-- target: 2019
SELECT e FROM t, jsonb_array_elements(t.j::jsonb) AS e;
-- refused: DW603
