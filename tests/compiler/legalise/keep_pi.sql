-- source: postgres
-- target: 2019
SELECT pi();

SELECT PI() AS [pi];

-- source: postgres
-- target: 2019
SELECT exp(1), pi(), sign(a), abs(a) FROM t;

SELECT EXP(CAST(1 AS FLOAT)) AS [exp], PI() AS [pi], SIGN([t].[a]) AS [sign], ABS([t].[a]) AS [abs] FROM [dbo].[t] AS [t];
