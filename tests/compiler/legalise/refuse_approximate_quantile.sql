-- source: duckdb
-- target: 2019
SELECT approx_quantile(n, 0.5) FROM t;
-- refused: DW603

-- source: duckdb
-- target: 2019
SELECT s, approx_quantile(n, 0.5) OVER (PARTITION BY s) AS x FROM t;
-- refused: DW603
