-- source: duckdb
-- target: 2019
SELECT unicode(s) FROM t;

SELECT CASE WHEN DATALENGTH([t].[s]) = 0 THEN -1 ELSE UNICODE([t].[s]) END AS [unicode(s)] FROM [dbo].[t] AS [t];
