-- source: postgres
-- target: 2019
SELECT regexp_replace(s, '[^0-9]', '', 'g') FROM t;

SELECT REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, CAST(REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'0123456789', N''), N'', N'') + N'' AS NVARCHAR(MAX)), REPLICATE(CAST(N'' AS NVARCHAR(MAX)), LEN(CAST(REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'0123456789', N''), N'', N'') + N'' AS NVARCHAR(MAX))))), N'', N'') AS [regexp_replace] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT regexp_replace(s, '[ab]+', ' ', 'g') FROM t;

SELECT REPLACE(REPLACE(REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'ab', N''), N'', N''), N'', N''), N'', N' ') AS [regexp_replace] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT regexp_replace(s, '^0+', '') FROM t;

SELECT SUBSTRING([t].[s], PATINDEX(N'%[^0]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2), 2147483647) AS [regexp_replace] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT regexp_replace(s, '[0-9]+', '#') FROM t;

SELECT CASE WHEN PATINDEX(N'%[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) > 0 THEN STUFF([t].[s], PATINDEX(N'%[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2), PATINDEX(N'%[^0-9]%', (SUBSTRING([t].[s], PATINDEX(N'%[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2), 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1, N'#') ELSE [t].[s] END AS [regexp_replace(s, '[0-9]]+', '#')] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT regexp_replace(s, '(a)(b)', '\2\1') FROM t;
-- refused: DW602

-- source: postgres
-- target: 2016
SELECT regexp_replace(s, '[ -]', '', 'g') FROM t;

SELECT REPLACE(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N' ', N''), N'-', N'') AS [regexp_replace] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2016
SELECT regexp_replace(s, '[^0-9]', '', 'g') FROM t;
-- refused: DW605

-- source: postgres
-- target: 2019
SELECT regexp_replace(s, '^https?://(?:www\.)?([^/]+)/.*$', '\1') AS x FROM t;

SELECT CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'https://www.[^/]%' AND SUBSTRING([t].[s], PATINDEX(N'%/%', (SUBSTRING([t].[s], 13, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) + 12, 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'/%' THEN SUBSTRING([t].[s], 13, PATINDEX(N'%/%', (SUBSTRING([t].[s], 13, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) - 1) WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'https://[^/]%' AND SUBSTRING([t].[s], PATINDEX(N'%/%', (SUBSTRING([t].[s], 9, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) + 8, 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'/%' THEN SUBSTRING([t].[s], 9, PATINDEX(N'%/%', (SUBSTRING([t].[s], 9, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) - 1) WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'http://www.[^/]%' AND SUBSTRING([t].[s], PATINDEX(N'%/%', (SUBSTRING([t].[s], 12, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) + 11, 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'/%' THEN SUBSTRING([t].[s], 12, PATINDEX(N'%/%', (SUBSTRING([t].[s], 12, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) - 1) WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'http://[^/]%' AND SUBSTRING([t].[s], PATINDEX(N'%/%', (SUBSTRING([t].[s], 8, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) + 7, 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'/%' THEN SUBSTRING([t].[s], 8, PATINDEX(N'%/%', (SUBSTRING([t].[s], 8, 2147483647) + N'/') COLLATE Latin1_General_100_BIN2) - 1) ELSE [t].[s] END AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2016
SELECT regexp_replace(s, '^([a-z]+)-(\d+)', '\2-\1') AS x FROM t;

SELECT CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'[a-z]%' AND SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2), 2147483647) COLLATE Latin1_General_100_BIN2 LIKE N'-[0-9]%' THEN SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), 2, PATINDEX(N'%[^0-9]%', (SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), 2, 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1) + N'-' + SUBSTRING([t].[s], 1, PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1) + SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), PATINDEX(N'%[^0-9]%', (SUBSTRING(SUBSTRING([t].[s], PATINDEX(N'%[^a-z]%', ([t].[s] + N'') COLLATE Latin1_General_100_BIN2) - 1 + 1, 2147483647), 2, 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1 + 2, 2147483647) ELSE [t].[s] END AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT regexp_replace(s, '^(a|ab)(c|bcd)$', '\1') AS x FROM t;
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT regexp_replace(s, '^([a-z])+$', '\1') AS x FROM t;
-- refused: DW602

-- source: postgres
-- target: 2019
SELECT regexp_count(s, '[0-9]') AS x FROM t;

SELECT LEN(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'0123456789', N'') + N'.') - 1 - (LEN(REPLACE(TRANSLATE([t].[s] COLLATE Latin1_General_100_BIN2, N'0123456789', N'') COLLATE Latin1_General_100_BIN2, N'', N'') + N'.') - 1) AS [x] FROM [dbo].[t] AS [t];
