-- source: postgres
-- target: 2019
SELECT NULL::int AS x;

SELECT CAST(NULL AS INT) AS [x];

-- source: postgres
-- target: 2019
SELECT 'true'::boolean AS x;

SELECT CAST(1 AS BIT) AS [x];

-- source: postgres
-- target: 2019
SELECT localtimestamp;

SELECT CAST(@now AS DATETIME2(6)) AS [localtimestamp];

-- source: duckdb
-- target: 2019
SELECT today();

SELECT CAST(CAST(@now AS DATETIME2(6)) AS DATE) AS [today()];

-- source: duckdb
-- target: 2019
SELECT current_date;

SELECT CAST(CAST(@now AS DATETIME2(6)) AS DATE) AS [current_date()];

-- source: postgres
-- target: 2019
SELECT a::money FROM t;
-- refused: DW606
