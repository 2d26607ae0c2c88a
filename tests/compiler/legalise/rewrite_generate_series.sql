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
