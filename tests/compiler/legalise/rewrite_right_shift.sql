-- source: postgres
-- target: 2019
SELECT a >> 1 FROM t;

SELECT CAST(FLOOR(CAST([t].[a] AS DECIMAL(19, 0)) / 2) AS INT) AS [?column?] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT a << 2, a >> 1 FROM t;

SELECT [t].[a] * 4 AS [?column?], CAST(FLOOR(CAST([t].[a] AS DECIMAL(19, 0)) / 2) AS INT) AS [?column?] FROM [dbo].[t] AS [t];
