-- source: postgres
-- target: 2019
SELECT a FROM t EXCEPT ALL SELECT a FROM u;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [dw_side_1].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_1].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t]) AS [dw_side_1]([c1]) EXCEPT SELECT [dw_side_2].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_2].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_side_2]([c1])) AS [dw_rows_1]([c1], [c2]);

-- source: duckdb
-- target: 2019
SELECT a FROM t EXCEPT ALL SELECT a FROM u;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [dw_side_1].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_1].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t]) AS [dw_side_1]([c1]) EXCEPT SELECT [dw_side_2].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_2].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_side_2]([c1])) AS [dw_rows_1]([c1], [c2]);

-- source: postgres
-- target: 2019
SELECT a FROM t INTERSECT ALL SELECT a FROM u;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [dw_side_1].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_1].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t]) AS [dw_side_1]([c1]) INTERSECT SELECT [dw_side_2].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_2].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_side_2]([c1])) AS [dw_rows_1]([c1], [c2]);

-- source: duckdb
-- target: 2019
SELECT a FROM t INTERSECT ALL SELECT a FROM u;

SELECT [dw_rows_1].[c1] AS [a] FROM (SELECT [dw_side_1].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_1].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t]) AS [dw_side_1]([c1]) INTERSECT SELECT [dw_side_2].[c1] AS [c1], ROW_NUMBER() OVER (PARTITION BY [dw_side_2].[c1] ORDER BY (SELECT NULL)) AS [c2] FROM (SELECT [u].[a] AS [a] FROM [dbo].[u] AS [u]) AS [dw_side_2]([c1])) AS [dw_rows_1]([c1], [c2]);
