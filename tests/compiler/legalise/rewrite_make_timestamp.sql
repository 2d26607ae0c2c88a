-- source: postgres
-- target: 2019
SELECT make_timestamp(2024,1,1,0,0,0);

SELECT DATEADD(MICROSECOND, CAST(0 * 1000000 AS INT), DATETIME2FROMPARTS(2024, 1, 1, 0, 0, 0, 0, 6)) AS [make_timestamp];

-- source: duckdb
-- target: 2019
SELECT make_timestamp(2024,1,1,0,0,0);

SELECT DATEADD(MICROSECOND, CAST(0 * 1000000 AS INT), DATETIME2FROMPARTS(2024, 1, 1, 0, 0, 0, 0, 6)) AS [make_timestamp(2024,1,1,0,0,0)];

-- source: postgres
-- target: 2019
SELECT id, make_timestamp(2024,1,2,3,4,5.5) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEADD(MICROSECOND, CAST(ROUND(5.5 * 1000000, 0) AS INT), DATETIME2FROMPARTS(2024, 1, 2, 3, 4, 0, 0, 6)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, make_timestamp(2024,1,2,3,4,5.5) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], DATEADD(MICROSECOND, CAST(ROUND(5.5 * 1000000, 0) AS INT), DATETIME2FROMPARTS(2024, 1, 2, 3, 4, 0, 0, 6)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT make_timestamp(2024, 1, 1, 0, 0, 1.2345675) AS x FROM t;

SELECT DATEADD(MICROSECOND, CAST(ROUND(1.2345675 * 1000000, 0) AS INT), DATETIME2FROMPARTS(2024, 1, 1, 0, 0, 0, 0, 6)) AS [x] FROM [dbo].[t] AS [t];
