-- source: postgres
-- target: 2019
SELECT a FROM t ORDER BY a NULLS FIRST;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] ORDER BY [t].[a];

-- source: duckdb
-- target: 2019
SELECT a FROM t ORDER BY a NULLS FIRST;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] ORDER BY [t].[a];

-- source: postgres
-- target: 2019
SELECT a FROM t ORDER BY a DESC NULLS LAST;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] ORDER BY [t].[a] DESC;

-- source: duckdb
-- target: 2019
SELECT a FROM t ORDER BY a DESC;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] ORDER BY [t].[a] DESC;

-- source: duckdb
-- target: 2019
SELECT s AS x FROM t ORDER BY x DESC;

SELECT [t].[s] AS [x] FROM [dbo].[t] AS [t] ORDER BY [t].[s] DESC;

-- source: postgres
-- target: 2019
SELECT array_agg(a ORDER BY b) FROM t;
-- refused: DW602
