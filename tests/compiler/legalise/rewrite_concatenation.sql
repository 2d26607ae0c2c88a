-- source: postgres
-- target: 2019
SELECT 'x' || NULL;

SELECT N'x' + NULL AS [?column?];

-- source: postgres
-- target: 2019
SELECT s || s2 FROM t;

SELECT [t].[s] + [t].[s2] AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT s || s2 FROM t;

SELECT [t].[s] + [t].[s2] AS [(s || s2)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT s || 'x' || s2 || 'y' FROM t;

SELECT [t].[s] + N'x' + [t].[s2] + N'y' AS [?column?] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT coalesce(a, 0)::VARCHAR || '%' FROM t;

SELECT CAST(COALESCE([t].[a], 0) AS NVARCHAR(11)) + N'%' AS [(CAST(COALESCE(a, 0) AS TEXT) || '%')] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT round(a * 100.0 / b, 1) || '%' FROM t;
-- refused: DW603
