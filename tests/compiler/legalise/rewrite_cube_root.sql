-- source: postgres
-- target: 2019
SELECT cbrt(f) FROM t;

SELECT CAST(SIGN([t].[f]) * POWER(ABS([t].[f]), 1.0E0 / 3) AS FLOAT) AS [cbrt] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT cbrt(a), degrees(f), radians(f) FROM t;

SELECT CAST(SIGN(CAST([t].[a] AS FLOAT)) * POWER(ABS(CAST([t].[a] AS FLOAT)), 1.0E0 / 3) AS FLOAT) AS [cbrt], CAST(DEGREES([t].[f]) AS FLOAT) AS [degrees], CAST(RADIANS([t].[f]) AS FLOAT) AS [radians] FROM [dbo].[t] AS [t];
