-- source: postgres
-- target: 2019
SELECT * FROM (WITH q AS (SELECT a FROM t) SELECT * FROM q) AS x;

WITH [q] AS (SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t]) SELECT [x].[a] AS [a] FROM (SELECT [q].[a] AS [a] FROM [q] AS [q]) AS [x];

-- source: postgres
-- target: 2019
SELECT (WITH q AS (SELECT MAX(a) AS m FROM t) SELECT m FROM q) AS x;

WITH [q] AS (SELECT MAX([t].[a]) AS [m] FROM [dbo].[t] AS [t]) SELECT (SELECT [q].[m] AS [m] FROM [q] AS [q]) AS [x];

-- source: postgres
-- target: 2019
SELECT (WITH q AS (SELECT max(a) AS m FROM u) SELECT m FROM q) AS x;

WITH [q] AS (SELECT MAX([u].[a]) AS [m] FROM [dbo].[u] AS [u]) SELECT (SELECT [q].[m] AS [m] FROM [q] AS [q]) AS [x];

-- source: duckdb
-- target: 2019
SELECT (WITH q AS (SELECT max(a) AS m FROM u) SELECT m FROM q) AS x;

WITH [q] AS (SELECT MAX([u].[a]) AS [m] FROM [dbo].[u] AS [u]) SELECT (SELECT [q].[m] AS [m] FROM [q] AS [q]) AS [x];

-- source: duckdb
-- target: 2019
WITH q AS (SELECT 1 AS v) SELECT (WITH q AS (SELECT 2 AS v) SELECT v FROM q) AS i, v FROM q;

WITH [q] AS (SELECT 1 AS [v]), [dw_q_1] AS (SELECT 2 AS [v]) SELECT (SELECT [q].[v] AS [v] FROM [dw_q_1] AS [q]) AS [i], [q].[v] AS [v] FROM [q] AS [q];
