-- source: duckdb
-- target: 2019
SELECT isnan(f) FROM t;
-- refused: DW602
