-- source: postgres
-- target: 2019
SELECT a FROM t WHERE date_trunc('month', ts) = '2024-01-01';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[ts] >= CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)) AND [t].[ts] < CAST(N'2024-02-01T00:00:00' AS DATETIME2(6));

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE date_trunc('day', ts) = date_trunc('day', now());

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[ts] >= DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AND [t].[ts] < CAST(SWITCHOFFSET(DATEADD(DAY, 1, TODATETIMEOFFSET(DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), 0)), 0) AS DATETIME2(6));

-- source: postgres
-- target: 2022
SELECT a FROM t WHERE date_trunc('quarter', ts) < date_trunc('quarter', CURRENT_DATE);

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[ts] < DATETRUNC(QUARTER, CAST(CAST(CAST(@now AS DATETIME2(6)) AS DATE) AS DATETIME2(6)));

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE NOT date_trunc('week', ts) <= '2024-01-01' OR '2024-01-01'::date < date_trunc('year', d);

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE NOT [t].[ts] < CAST(N'2024-01-08T00:00:00' AS DATETIME2(6)) OR [t].[d] >= CAST(N'2025-01-01' AS DATE);

-- source: postgres
-- target: 2019
SELECT x.a FROM t AS x JOIN t AS y ON x.id = y.id AND date_trunc('hour', x.ts) >= '2024-01-01 05:00';

SELECT [x].[a] AS [a] FROM [dbo].[t] AS [x] INNER JOIN [dbo].[t] AS [y] ON [x].[id] = [y].[id] AND [x].[ts] >= CAST(N'2024-01-01T05:00:00' AS DATETIME2(6));

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE date_trunc('month', ts) = '2024-01-15';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]), CAST(N'1970-01-01' AS DATETIME2(6))) = CAST(N'2024-01-15T00:00:00' AS DATETIME2(6));

-- source: postgres
-- target: 2019
SELECT count(*) FROM t GROUP BY date_trunc('month', ts) HAVING date_trunc('month', ts) >= '2024-01-01';

SELECT COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] GROUP BY DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]), CAST(N'1970-01-01' AS DATETIME2(6))) HAVING DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]), CAST(N'1970-01-01' AS DATETIME2(6))) >= CAST(N'2024-01-01T00:00:00' AS DATETIME2(6));

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE date_trunc('month', tz) >= '2024-01-01';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE TODATETIMEOFFSET(DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(SWITCHOFFSET([t].[tz], 0) AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))), 0) >= CAST(N'2024-01-01T00:00:00+00:00' AS DATETIMEOFFSET(7));

-- source: duckdb
-- target: 2019
SELECT a FROM t WHERE date_trunc('month', d) > DATE '2024-12-01';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE [t].[d] >= CAST(N'2025-01-01' AS DATE);
