-- source: postgres
-- target: 2019
SELECT pi();

SELECT CAST(PI() AS FLOAT) AS [pi];

-- source: postgres
-- target: 2019
SELECT exp(1), pi(), sign(a), abs(a) FROM t;

SELECT CAST(EXP(CAST(1 AS FLOAT)) AS FLOAT) AS [exp], CAST(PI() AS FLOAT) AS [pi], SIGN([t].[a]) AS [sign], ABS([t].[a]) AS [abs] FROM [dbo].[t] AS [t];
