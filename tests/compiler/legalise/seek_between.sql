-- source: postgres
-- target: 2019
SELECT id FROM t WHERE date_trunc('month', ts) BETWEEN '2024-01-01' AND '2024-06-01';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[ts] >= CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)) AND [t].[ts] < CAST(N'2024-07-01T00:00:00' AS DATETIME2(6));

-- source: duckdb
-- target: 2019
SELECT id FROM t WHERE date_trunc('week', d) NOT BETWEEN DATE '2024-01-01' AND DATE '2024-01-29';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE NOT ([t].[d] >= CAST(N'2024-01-01' AS DATE) AND [t].[d] < CAST(N'2024-02-05' AS DATE));

-- source: postgres
-- target: 2019
SELECT a FROM t WHERE date_trunc('month', ts) BETWEEN '2024-01-15' AND '2024-06-01';

SELECT [t].[a] AS [a] FROM [dbo].[t] AS [t] WHERE DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), [t].[ts]), CAST(N'1970-01-01' AS DATETIME2(6))) BETWEEN CAST(N'2024-01-15T00:00:00' AS DATETIME2(6)) AND CAST(N'2024-06-01T00:00:00' AS DATETIME2(6));

-- source: postgres
-- target: 2019
SELECT s FROM t WHERE date_trunc('month', ts) BETWEEN date_trunc('month', now()::timestamp) AND date_trunc('month', now()::timestamp);

SELECT [t].[s] AS [s] FROM [dbo].[t] AS [t] WHERE [t].[ts] >= DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AND [t].[ts] < DATEADD(MONTH, 1, DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), CAST(@now AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))));
