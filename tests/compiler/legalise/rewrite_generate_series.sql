-- source: postgres
-- target: 2019
SELECT g FROM generate_series(5,1) g;

SELECT [g].[g] AS [g] FROM (SELECT 5 + [dw_steps].[ordinal] * 1 AS [g] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), 1 - 5) + N'x', N',')) AS [dw_steps]) AS [g];

-- source: postgres
-- target: 2019
SELECT * FROM generate_series(1, 10) AS g;

SELECT [g].[g] AS [g] FROM (SELECT 1 + [dw_steps].[ordinal] * 1 AS [g] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), 10 - 1) + N'x', N',')) AS [dw_steps]) AS [g];

-- source: postgres
-- target: 2019
SELECT g FROM generate_series(1, 10) AS g(g);

SELECT [g].[g] AS [g] FROM (SELECT 1 + [dw_steps].[ordinal] * 1 AS [g] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), 10 - 1) + N'x', N',')) AS [dw_steps]) AS [g];

-- source: duckdb
-- target: 2019
SELECT * FROM range(10) AS r(i);

SELECT [r].[i] AS [i] FROM (SELECT 0 + [dw_steps].[ordinal] * 1 AS [i] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), 10 - 1 - 0) + N'x', N',')) AS [dw_steps]) AS [r];

-- source: duckdb
-- target: 2019
SELECT unnest(generate_series(1,3)) AS g;

SELECT [_s1].[value] AS [g] FROM (SELECT 1 + [dw_steps].[ordinal] * 1 AS [value] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), 3 - 1) + N'x', N',')) AS [dw_steps]) AS [_s1];

-- source: postgres
-- target: 2019
SELECT m FROM generate_series(TIMESTAMP '2024-01-31', TIMESTAMP '2024-05-31', INTERVAL '1 month') AS m;

SELECT [m].[m] AS [m] FROM (SELECT [dw_months].[m] AS [m] FROM (SELECT DATEADD(DAY, MIN(DATEPART(DAY, DATEADD(MONTH, CAST([dw_steps].[ordinal] AS INT) * 1, CAST(N'2024-01-31T00:00:00' AS DATETIME2(6))))) OVER (ORDER BY [dw_steps].[ordinal] ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - DATEPART(DAY, DATEADD(MONTH, CAST([dw_steps].[ordinal] AS INT) * 1, CAST(N'2024-01-31T00:00:00' AS DATETIME2(6)))), DATEADD(MONTH, CAST([dw_steps].[ordinal] AS INT) * 1, CAST(N'2024-01-31T00:00:00' AS DATETIME2(6)))) AS [m] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), DATEDIFF(MONTH, CAST(N'2024-01-31T00:00:00' AS DATETIME2(6)), CAST(N'2024-05-31T00:00:00' AS DATETIME2(6)))) + N'x', N',')) AS [dw_steps]) AS [dw_months] WHERE [dw_months].[m] <= CAST(N'2024-05-31T00:00:00' AS DATETIME2(6))) AS [m];

-- source: postgres
-- target: 2019
SELECT m FROM generate_series('2024-01-01', '2024-03-01', INTERVAL '7 days') AS m;

SELECT [m].[m] AS [m] FROM (SELECT DATEADD(DAY, CAST([dw_steps].[ordinal] AS INT) * 7, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6))) AS [m] FROM (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) - 1 AS [ordinal] FROM STRING_SPLIT(REPLICATE(CAST(N',' AS NVARCHAR(MAX)), CASE WHEN DATEDIFF(DAY, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), CAST(N'2024-03-01T00:00:00' AS DATETIME2(6))) >= 0 THEN DATEDIFF(DAY, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6)), CAST(N'2024-03-01T00:00:00' AS DATETIME2(6))) / 7 END) + N'x', N',')) AS [dw_steps] WHERE DATEADD(DAY, CAST([dw_steps].[ordinal] AS INT) * 7, CAST(N'2024-01-01T00:00:00' AS DATETIME2(6))) <= CAST(N'2024-03-01T00:00:00' AS DATETIME2(6))) AS [m];

-- source: postgres
-- target: 2022
SELECT g FROM generate_series(5, 1) AS g;

SELECT [g].[g] AS [g] FROM (SELECT 5 + [dw_steps].[ordinal] * 1 AS [g] FROM (SELECT [dw_series].[value] AS [ordinal] FROM GENERATE_SERIES(CAST(0 AS BIGINT), CAST(1 - 5 AS BIGINT), CAST(1 AS BIGINT)) AS [dw_series]) AS [dw_steps]) AS [g];

-- source: postgres
-- target: 2022
SELECT x FROM u, generate_series(10, u.c, -2) AS g(x);

SELECT [g].[x] AS [x] FROM [dbo].[u] AS [u] CROSS APPLY (SELECT 10 - [dw_steps].[ordinal] * 2 AS [x] FROM (SELECT [dw_series].[value] AS [ordinal] FROM GENERATE_SERIES(CAST(0 AS BIGINT), CAST(CASE WHEN 10 - [u].[c] >= 0 THEN (10 - [u].[c]) / 2 END AS BIGINT), CAST(1 AS BIGINT)) AS [dw_series]) AS [dw_steps]) AS [g];

-- source: postgres
-- target: azure
SELECT d FROM generate_series(date '2024-01-01', date '2024-02-01', interval '1 day') AS d;

SELECT [d].[d] AS [d] FROM (SELECT DATEADD(DAY, CAST([dw_steps].[ordinal] AS INT) * 1, CAST(CAST(N'2024-01-01' AS DATE) AS DATETIME2(6))) AS [d] FROM (SELECT [dw_series].[value] AS [ordinal] FROM GENERATE_SERIES(CAST(0 AS BIGINT), CAST(DATEDIFF(DAY, CAST(CAST(N'2024-01-01' AS DATE) AS DATETIME2(6)), CAST(CAST(N'2024-02-01' AS DATE) AS DATETIME2(6))) AS BIGINT), CAST(1 AS BIGINT)) AS [dw_series]) AS [dw_steps] WHERE DATEADD(DAY, CAST([dw_steps].[ordinal] AS INT) * 1, CAST(CAST(N'2024-01-01' AS DATE) AS DATETIME2(6))) <= CAST(CAST(N'2024-02-01' AS DATE) AS DATETIME2(6))) AS [d];

-- source: postgres
-- target: 2022
SELECT * FROM generate_series(1, 3) WITH ORDINALITY AS g(v, n);

SELECT [g].[v] AS [v], [g].[n] AS [n] FROM (SELECT 1 + [dw_steps].[ordinal] * 1 AS [v], [dw_steps].[ordinal] + 1 AS [n] FROM (SELECT [dw_series].[value] AS [ordinal] FROM GENERATE_SERIES(CAST(0 AS BIGINT), CAST(3 - 1 AS BIGINT), CAST(1 AS BIGINT)) AS [dw_series]) AS [dw_steps]) AS [g];
