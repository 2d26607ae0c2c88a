-- source: postgres
-- target: 2019
SELECT min(d) AS x FROM t;

SELECT MIN([t].[d]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT min(d) AS x FROM t;

SELECT MIN([t].[d]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT min(s) AS x FROM t;

SELECT MIN([t].[s]) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT min(s) AS x FROM t;

SELECT MIN([t].[s]) AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT max(s) AS x FROM t;

SELECT MAX([t].[s]) AS [x] FROM [dbo].[t] AS [t];
