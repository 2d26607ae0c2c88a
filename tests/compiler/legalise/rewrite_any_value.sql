-- source: duckdb
-- target: 2019
SELECT any_value(s) FROM t;

SELECT MIN([t].[s]) AS [ANY_VALUE(s)] FROM [dbo].[t] AS [t];
