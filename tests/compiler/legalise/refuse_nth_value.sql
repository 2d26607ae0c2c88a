-- source: postgres
-- target: 2019
SELECT nth_value(a, 2) OVER (ORDER BY b) FROM t;
-- refused: DW602
