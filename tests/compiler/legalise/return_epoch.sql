-- source: postgres
-- target: 2019
SELECT to_timestamp(extract(epoch FROM ts)) AS a, to_timestamp(extract(epoch FROM tz)) AS b FROM t;

SELECT TODATETIMEOFFSET([t].[ts], 0) AS [a], [t].[tz] AS [b] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT to_timestamp(extract(epoch FROM ts) / 2) AS a FROM t;
-- refused: DW602
