-- source: postgres
-- target: 2019
SELECT count(*) AS c FROM t GROUP BY () ;

SELECT COUNT_BIG(*) AS [c] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT count(*) AS c FROM t GROUP BY () ;

SELECT COUNT_BIG(*) AS [c] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT COUNT(*) FROM t GROUP BY ();

SELECT COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t];
