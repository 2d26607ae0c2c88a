-- source: duckdb
-- target: 2019
SELECT json_type(j, '$.a') AS k FROM t;

SELECT (SELECT CASE [o].[type] WHEN 0 THEN N'NULL' WHEN 1 THEN N'VARCHAR' WHEN 2 THEN CASE WHEN [o].[value] COLLATE Latin1_General_100_BIN2 LIKE N'%[.eE]%' THEN N'DOUBLE' WHEN [o].[value] COLLATE Latin1_General_100_BIN2 LIKE N'-%' THEN N'BIGINT' ELSE N'UBIGINT' END WHEN 3 THEN N'BOOLEAN' WHEN 4 THEN N'ARRAY' WHEN 5 THEN N'OBJECT' END FROM OPENJSON([t].[j]) AS [o] WHERE [o].[key] COLLATE Latin1_General_100_BIN2 = N'a') AS [k] FROM [dbo].[t] AS [t];
