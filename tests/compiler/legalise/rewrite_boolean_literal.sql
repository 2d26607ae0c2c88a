-- source: postgres
-- target: 2019
SELECT TRUE AS x, FALSE AS y;

SELECT CAST(1 AS BIT) AS [x], CAST(0 AS BIT) AS [y];

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE TRUE;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE 1 = 1;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE flag = TRUE;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[flag] = 1;

-- source: duckdb
-- target: 2019
SELECT ifnull(flag, false) AS m FROM t;

SELECT COALESCE([t].[flag], CAST(0 AS BIT)) AS [m] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT true::VARCHAR;

SELECT CASE WHEN CAST(1 AS BIT) = 1 THEN N'true' WHEN CAST(1 AS BIT) = 0 THEN N'false' END AS [CAST(TRUE AS TEXT)];
