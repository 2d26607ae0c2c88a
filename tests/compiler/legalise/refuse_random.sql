-- source: duckdb
-- target: 2019
SELECT random();
-- refused: DW601
