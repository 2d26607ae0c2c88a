-- source: duckdb
-- target: 2019
SELECT regexp_extract(s, 'id=([0-9]+)', 1) FROM t;

SELECT CASE WHEN PATINDEX(N'%id=[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) > 0 THEN SUBSTRING([t].[s], PATINDEX(N'%id=[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) + 3, PATINDEX(N'%[^0-9]%', (SUBSTRING([t].[s], PATINDEX(N'%id=[0-9]%', [t].[s] COLLATE Latin1_General_100_BIN2) + 3, 2147483647) + N'') COLLATE Latin1_General_100_BIN2) - 1) WHEN [t].[s] IS NOT NULL THEN N'' END AS [regexp_extract(s, 'id=([0-9]]+)', 1)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT regexp_extract(s, '[0-9]+|x') FROM t;
-- refused: DW602
