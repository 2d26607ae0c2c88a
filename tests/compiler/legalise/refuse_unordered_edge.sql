-- source: duckdb
-- target: 2019
SELECT first(a) FROM t;
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT s, last(a) FROM t GROUP BY s;
-- refused: DW602
