-- source: postgres
-- target: 2019
SELECT id, to_date('31/01/2024','DD/MM/YYYY') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CONVERT(DATE, SUBSTRING(N'31/01/2024', 7, 4) + N'-' + SUBSTRING(N'31/01/2024', 4, 2) + N'-' + SUBSTRING(N'31/01/2024', 1, 2), 23) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, strptime('31/01/2024','%d/%m/%Y') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CONVERT(DATE, SUBSTRING(N'31/01/2024', 7, 4) + N'-' + SUBSTRING(N'31/01/2024', 4, 2) + N'-' + SUBSTRING(N'31/01/2024', 1, 2), 23) AS DATETIME2(6)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT to_timestamp(s, 'YYYY-MM-DD HH24:MI') FROM t;
-- refused: DW602
