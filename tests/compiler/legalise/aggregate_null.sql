-- source: postgres
-- target: 2019
SELECT max(NULL) AS a, count(NULL) AS b FROM t;

SELECT MAX(CAST(NULL AS INT)) AS [a], COUNT_BIG(CAST(NULL AS INT)) AS [b] FROM [dbo].[t] AS [t];
