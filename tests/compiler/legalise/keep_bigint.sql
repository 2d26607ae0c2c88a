-- source: postgres
-- target: 2019
SELECT '' AS x;

SELECT N'' AS [x];

-- source: postgres
-- target: 2019
SELECT 'a\b' AS x;

SELECT N'a\b' AS [x];

-- source: postgres
-- target: 2019
SELECT 'it''s' AS x;

SELECT N'it''s' AS [x];

-- source: duckdb
-- target: 2019
SELECT a: 1, b: 2;

SELECT 1 AS [a], 2 AS [b];

-- source: duckdb
-- target: 2019
SELECT 1_000_000;

SELECT 1000000 AS [1000000];

-- source: duckdb
-- target: 2019
SELECT a FROM t LIMIT 10% OFFSET 2;
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT -170141183460469231731687303715884105727::HUGEINT AS x;
-- refused: DW606

-- source: postgres
-- target: 2019
SELECT 12345678901234567890123456789012345678 AS x;

SELECT 12345678901234567890123456789012345678 AS [x];
