-- source: postgres
-- target: 2019
SELECT array_length(array_agg(s), 1) FROM t GROUP BY b;

SELECT NULLIF(COUNT_BIG(*), 0) AS [array_length] FROM [dbo].[t] AS [t] GROUP BY [t].[b];

-- source: postgres
-- target: 2019
SELECT array_length(array_agg(DISTINCT s), 1) FROM t GROUP BY b;
-- refused: DW602
