-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = @p;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = $1;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a = ?;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE a = ?;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE a = $1;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] = @p1;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s = ANY(string_to_array($1, ','));

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[s] IN (SELECT [dw_part_1].[value] AS [value] FROM STRING_SPLIT(@p1, N',') AS [dw_part_1] WHERE DATALENGTH(@p1) > 0) OR @p1 <> @p1;
