-- source: postgres
-- target: 2019
SELECT atan2(f, 1) FROM t;

SELECT ATN2([t].[f], 1) AS [atan2] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT degrees(f), radians(f), sin(f), atan(f) FROM t;

SELECT DEGREES([t].[f]) AS [degrees], RADIANS([t].[f]) AS [radians], SIN([t].[f]) AS [sin], ATAN([t].[f]) AS [atan] FROM [dbo].[t] AS [t];
