-- source: postgres
-- target: 2019
SELECT reverse(s) FROM t;

SELECT REVERSE([t].[s]) AS [reverse] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT s.upper() FROM t;

SELECT UPPER([t].[s]) AS [(s.upper())] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT upper(s), lower(s) FROM t;

SELECT UPPER([t].[s]) AS [upper], LOWER([t].[s]) AS [lower] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT lcase(s), ucase(s) FROM t;

SELECT LOWER([t].[s]) AS [lcase(s)], UPPER([t].[s]) AS [ucase(s)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT s.lower().trim() FROM t;

SELECT RTRIM(LTRIM(LOWER([t].[s]))) AS [(s.lower().trim())] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT reverse(s) AS x FROM t;
-- refused: DW603
