-- source: duckdb
-- target: 2019
SELECT make_date(2024, 1, 1);

SELECT DATEFROMPARTS(2024, 1, 1) AS [make_date(2024, 1, 1)];

-- source: duckdb
-- target: 2019
SELECT id, make_date(2024,2,29) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEFROMPARTS(2024, 2, 29) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
