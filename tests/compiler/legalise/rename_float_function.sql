-- source: postgres
-- target: 2019
SELECT degrees(f), radians(f), sin(f), atan(f) FROM t;

SELECT DEGREES([t].[f]) AS [degrees], RADIANS([t].[f]) AS [radians], SIN([t].[f]) AS [sin], ATAN([t].[f]) AS [atan] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT exp(1), pi(), sign(a), abs(a) FROM t;

SELECT EXP(CAST(1 AS FLOAT)) AS [exp], PI() AS [pi], SIGN([t].[a]) AS [sign], ABS([t].[a]) AS [abs] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, sqrt(abs(a)) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SQRT(CAST(ABS([t].[a]) AS FLOAT)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, sqrt(abs(a)) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SQRT(CAST(ABS([t].[a]) AS FLOAT)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, exp(a/100.0) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], EXP(CAST([t].[a] AS FLOAT) / 100.0) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
