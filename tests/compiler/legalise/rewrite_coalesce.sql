-- source: postgres
-- target: 2019
SELECT COALESCE(NULL, NULL);

SELECT CAST(NULL AS INT) AS [coalesce];

-- source: postgres
-- target: 2019
SELECT COALESCE(a, 0) FROM t;

SELECT COALESCE([t].[a], 0) AS [coalesce] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT ifnull(a, 0) FROM t;

SELECT COALESCE([t].[a], 0) AS [ifnull(a, 0)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT COALESCE(s, 'n/a') FROM t;

SELECT COALESCE([t].[s], N'n/a') AS [coalesce] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT coalesce(a, 0) FROM t;

SELECT COALESCE([t].[a], 0) AS [coalesce(a, 0)] FROM [dbo].[t] AS [t];
