-- source: postgres
-- target: 2019
SELECT j ->> 'a' FROM t;

SELECT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a', [json] NVARCHAR(MAX) '$.a' AS JSON) AS [o])) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT j ->> 0 FROM t;

SELECT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$[0]'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$[0]', [json] NVARCHAR(MAX) '$[0]' AS JSON) AS [o])) AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT j ->> 'a.b' FROM t;

SELECT COALESCE(NULLIF(JSON_VALUE([t].[j], N'$."a.b"'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$."a.b"', [json] NVARCHAR(MAX) '$."a.b"' AS JSON) AS [o])) AS [(j ->> '$."a.b"')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT coalesce(j -> 'a' ->> 'b', '-') FROM t;

SELECT COALESCE(COALESCE(NULLIF(JSON_VALUE([t].[j], N'$.a.b'), N'null'), (SELECT COALESCE([o].[text], [o].[json]) AS [value] FROM OPENJSON(N'[' + [t].[j] + N']') WITH ([text] NVARCHAR(MAX) '$.a.b', [json] NVARCHAR(MAX) '$.a.b' AS JSON) AS [o])), N'-') AS [coalesce] FROM [dbo].[t] AS [t];
