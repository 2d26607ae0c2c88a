-- source: postgres
-- target: 2019
SELECT id, abs(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(ABS([t].[n]) AS DECIMAL(12, 2)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, abs(n) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CAST(ABS([t].[n]) AS DECIMAL(12, 2)) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT id, sign(a) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SIGN([t].[a]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, sign(a) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], SIGN([t].[a]) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT exp(1), pi(), sign(a), abs(a) FROM t;

SELECT CAST(EXP(CAST(1 AS FLOAT)) AS FLOAT) AS [exp], CAST(PI() AS FLOAT) AS [pi], SIGN([t].[a]) AS [sign], ABS([t].[a]) AS [abs] FROM [dbo].[t] AS [t];
