-- source: postgres
-- target: 2019
SELECT a FROM t WHERE a BETWEEN SYMMETRIC 5 AND 1;

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[a] BETWEEN 5 AND 1 OR [t].[a] BETWEEN 1 AND 5;

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE ts BETWEEN '2024-01-01' AND '2024-01-31';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[ts] BETWEEN CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)) AND CAST(N'2024-01-31T00:00:00' AS DATETIME2(6));

-- source: postgres
-- target: 2019
SELECT id, a between 1 and 3 AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[a] BETWEEN 1 AND 3 THEN 1 WHEN NOT [t].[a] BETWEEN 1 AND 3 THEN 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, a between 1 and 3 AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN [t].[a] BETWEEN 1 AND 3 THEN 1 WHEN NOT [t].[a] BETWEEN 1 AND 3 THEN 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, a not between 1 and 3 AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(CASE WHEN NOT [t].[a] BETWEEN 1 AND 3 THEN 1 WHEN NOT (NOT [t].[a] BETWEEN 1 AND 3) THEN 0 END AS BIT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
-- timezone: Asia/Bangkok
SELECT id FROM t WHERE ts BETWEEN tz AND now();

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE TODATETIMEOFFSET([t].[ts], 420) >= [t].[tz] AND [t].[ts] <= CAST(@now AS DATETIME2(6));
