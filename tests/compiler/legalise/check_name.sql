-- source: postgres
-- target: 2019
SELECT NULL AS x;

SELECT NULL AS [x];

-- source: postgres
-- target: 2019
SELECT now();

SELECT @now AS [now];

-- source: duckdb
-- target: 2019
SELECT now();

SELECT @now AS [now()];

-- source: postgres
-- target: 2019
SELECT '' AS x;

SELECT N'' AS [x];

-- source: duckdb
-- target: 2019
SELECT a: 1, b: 2;

SELECT 1 AS [a], 2 AS [b];
