-- source: postgres
-- target: 2019
SELECT degrees(f), radians(f), sin(f), atan(f) FROM t;

SELECT CAST(DEGREES([t].[f]) AS FLOAT) AS [degrees], CAST(RADIANS([t].[f]) AS FLOAT) AS [radians], CAST(SIN([t].[f]) AS FLOAT) AS [sin], CAST(ATAN([t].[f]) AS FLOAT) AS [atan] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT exp(1), pi(), sign(a), abs(a) FROM t;

SELECT CAST(EXP(CAST(1 AS FLOAT)) AS FLOAT) AS [exp], CAST(PI() AS FLOAT) AS [pi], SIGN([t].[a]) AS [sign], ABS([t].[a]) AS [abs] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, sqrt(abs(a)) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(SQRT(CAST(ABS([t].[a]) AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, sqrt(abs(a)) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(SQRT(CAST(ABS([t].[a]) AS FLOAT)) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, exp(a/100.0) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(EXP(CAST([t].[a] AS FLOAT) / 100.0) AS FLOAT) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
