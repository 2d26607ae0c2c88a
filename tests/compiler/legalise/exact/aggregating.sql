-- source: postgres
-- target: 2019
-- text: exact
SELECT min(s) AS s FROM t;

SELECT CAST(SUBSTRING(MIN(CAST(CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)) AS BINARY(300)) + CAST([t].[s] AS VARBINARY(200))), 301, 200) AS NVARCHAR(100)) AS [s] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- text: exact
SELECT max(v) OVER (PARTITION BY c) AS v FROM w;

SELECT CAST(SUBSTRING(MAX(CAST(CAST(CAST(CAST([w].[v] AS NVARCHAR(20)) COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(60)) AS VARBINARY(60)) AS BINARY(60)) + CAST(CAST([w].[v] AS NVARCHAR(20)) AS VARBINARY(40))) OVER (PARTITION BY CAST(CAST(RTRIM([w].[c]) AS NVARCHAR(5)) AS VARBINARY(10))), 61, 40) AS NVARCHAR(20)) AS [v] FROM [dbo].[w] AS [w];

-- source: postgres
-- target: 2019
-- text: exact
SELECT min(m) AS m FROM w;
-- refused: DW602

-- source: postgres
-- target: 2017
-- text: exact
SELECT max(s) AS s FROM t;
-- refused: DW605

-- source: postgres
-- target: 2019
-- text: exact
SELECT count(DISTINCT s) AS n FROM t;

SELECT COUNT_BIG(DISTINCT CAST([t].[s] AS VARBINARY(200))) AS [n] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t ORDER BY s DESC;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[s] IS NULL THEN 0 ELSE 1 END, CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)) DESC;

-- source: postgres
-- target: 2017
-- text: exact
SELECT id FROM t ORDER BY s;
-- refused: DW605

-- source: postgres
-- target: 2019
-- text: exact
SELECT row_number() OVER (PARTITION BY s ORDER BY s2, id) AS n FROM t;

SELECT ROW_NUMBER() OVER (PARTITION BY CAST([t].[s] AS VARBINARY(200)) ORDER BY CASE WHEN [t].[s2] IS NULL THEN 1 ELSE 0 END, CAST(CAST([t].[s2] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)), CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id]) AS [n] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- text: exact
SELECT string_agg(s, ',' ORDER BY s) AS names FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [t].[s] IS NULL THEN 1 ELSE 0 END, CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300))) AS [names] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- text: exact
SELECT max(a) AS a, min(d) AS d FROM t;

SELECT MAX([t].[a]) AS [a], MIN([t].[d]) AS [d] FROM [dbo].[t] AS [t];
