-- source: duckdb
-- target: 2019
SELECT any_value(s) FROM t;

SELECT MIN([t].[s]) AS [ANY_VALUE(s)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT last_value(a IGNORE NULLS) OVER (ORDER BY id) FROM t ORDER BY id;
-- refused: DW605
