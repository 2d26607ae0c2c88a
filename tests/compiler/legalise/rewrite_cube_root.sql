-- source: postgres
-- target: 2019
SELECT cbrt(f) FROM t;

SELECT SIGN([t].[f]) * POWER(ABS([t].[f]), 1.0E0 / 3) AS [cbrt] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT cbrt(a), degrees(f), radians(f) FROM t;

SELECT SIGN(CAST([t].[a] AS FLOAT)) * POWER(ABS(CAST([t].[a] AS FLOAT)), 1.0E0 / 3) AS [cbrt], DEGREES([t].[f]) AS [degrees], RADIANS([t].[f]) AS [radians] FROM [dbo].[t] AS [t];
