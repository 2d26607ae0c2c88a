-- source: duckdb
-- target: 2019
FROM t SELECT a WHERE a > 1;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] > 1;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = '5';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = 5;

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE a;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] <> 0;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = @p;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s = '';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] = N'';

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s = ANY(string_to_array($1, ','));
-- refused: DW602
