-- source: duckdb
-- target: 2019
SELECT regexp_extract(s, 'id=([0-9]+)', 1) FROM t;

SELECT CASE WHEN PATINDEX(N'%id=[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) > 0 THEN SUBSTRING([t].[s], PATINDEX(N'%id=[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) + 3, PATINDEX(N'%[^0-9]%', (SUBSTRING([t].[s], PATINDEX(N'%id=[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) + 3, 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1) WHEN [t].[s] IS NOT NULL THEN N'' END AS [regexp_extract(s, 'id=([0-9]]+)', 1)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT regexp_extract(s, '[0-9]+|x') FROM t;
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT regexp_extract(s, '(([A-Z])-)', 1) AS x FROM t;

SELECT CASE WHEN PATINDEX(N'%[A-Z]-%', [t].[s] COLLATE Latin1_General_100_BIN2) > 0 THEN SUBSTRING([t].[s], PATINDEX(N'%[A-Z]-%', [t].[s] COLLATE Latin1_General_100_BIN2), 2) WHEN [t].[s] IS NOT NULL THEN N'' END AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT regexp_extract(s, '^([a-z]+)-(\d+)$', 2) AS x FROM t;

SELECT CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'[a-z]%' AND SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2), 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'-[0-9]%' AND NOT SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2), 2147483647), 2, 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'%[^0-9]%' THEN SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), 2, PATINDEX(N'%[^0-9]%', (SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), 2, 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1) WHEN [t].[s] IS NOT NULL THEN N'' END AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT substring(s FROM '([a-z])+') AS x FROM t;
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT (regexp_match(s, '^([a-z]+)-(\d+)'))[2] AS x FROM t;

SELECT CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'[a-z]%' AND SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2), 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'-[0-9]%' THEN SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), 2, PATINDEX(N'%[^0-9]%', (SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), 2, 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1) END AS [x] FROM [dbo].[t] AS [t];
