-- source: postgres
-- target: 2019
SELECT format('%s-%s', s, a) AS x FROM t;

SELECT CONCAT(CAST([t].[s] AS NVARCHAR(MAX)), N'-', CAST([t].[a] AS NVARCHAR(11))) AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT format('{:,} of {}', a, s) AS x FROM t;

SELECT CAST(CASE WHEN CAST([t].[a] AS DECIMAL(38, 0)) < 0 THEN N'-' ELSE N'' END + SUBSTRING(STUFF(STUFF(STUFF(RIGHT(N'000000000' + CAST(ABS(CAST([t].[a] AS DECIMAL(38, 0))) AS NVARCHAR(41)), 10), 2, 0, N','), 6, 0, N','), 10, 0, N','), PATINDEX(N'%[1-9]%', LEFT(STUFF(STUFF(STUFF(RIGHT(N'000000000' + CAST(ABS(CAST([t].[a] AS DECIMAL(38, 0))) AS NVARCHAR(41)), 10), 2, 0, N','), 6, 0, N','), 10, 0, N','), 12) + N'1'), 13) AS NVARCHAR(MAX)) + N' of ' + [t].[s] AS [x] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT format('{:.1f}', f) AS x FROM t;
-- refused: DW603

-- source: postgres
-- target: 2019
SELECT format('%10s', s) AS x FROM t;
-- refused: DW602

-- source: duckdb
-- target: 2019
SELECT format('%s-%s', s, s2) AS x FROM t;
-- refused: DW602
