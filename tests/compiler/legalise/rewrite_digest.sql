-- source: postgres
-- target: 2019
SELECT md5(s) AS digest FROM t;

SELECT LOWER(CONVERT(NVARCHAR(32), HASHBYTES('MD5', CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))), 2)) AS [digest] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2016
SELECT md5(s) AS digest FROM t;
-- refused: DW605

-- source: duckdb
-- target: 2019
SELECT sha256(s) AS digest FROM t;

SELECT LOWER(CONVERT(NVARCHAR(64), HASHBYTES('SHA2_256', CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(MAX))), 2)) AS [digest] FROM [dbo].[t] AS [t];
