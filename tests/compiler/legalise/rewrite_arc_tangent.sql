-- source: postgres
-- target: 2019
SELECT atan2(f, 1) FROM t;

SELECT CAST(ATN2([t].[f], 1) AS FLOAT) AS [atan2] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT degrees(f), radians(f), sin(f), atan(f) FROM t;

SELECT CAST(DEGREES([t].[f]) AS FLOAT) AS [degrees], CAST(RADIANS([t].[f]) AS FLOAT) AS [radians], CAST(SIN([t].[f]) AS FLOAT) AS [sin], CAST(ATAN([t].[f]) AS FLOAT) AS [atan] FROM [dbo].[t] AS [t];
