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
