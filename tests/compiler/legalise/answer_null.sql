-- source: postgres
-- target: 2019
SELECT left(s, NULL) AS a, repeat('ab', NULL) AS b, upper(NULL) || 'x' AS c FROM t;

SELECT CAST(NULL AS NVARCHAR(MAX)) AS [a], CAST(NULL AS NVARCHAR(MAX)) AS [b], CAST(NULL AS NVARCHAR(MAX)) + N'x' AS [c] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE s LIKE NULL;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE CAST(NULL AS BIT) = 1;

-- source: duckdb
-- target: 2019
SELECT concat_ws(NULL, s, 'x') AS a, concat_ws('-', s, NULL) AS b FROM t;

SELECT CAST(NULL AS NVARCHAR(MAX)) AS [a], CONCAT_WS(N'-', [t].[s], NULL) AS [b] FROM [dbo].[t] AS [t];
