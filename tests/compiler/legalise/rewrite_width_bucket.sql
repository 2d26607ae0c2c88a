-- source: postgres
-- target: 2019
SELECT width_bucket(n, 0, 100, 5) AS x FROM t;

SELECT CASE WHEN [t].[n] < 0 THEN 0 WHEN [t].[n] >= 100 THEN 6 WHEN [t].[n] IS NOT NULL THEN CAST((([t].[n] - 0) * 5 - ([t].[n] - 0) * 5 % 100) / 100 AS INT) + 1 END AS [x] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT width_bucket(a, -10, 10, 4) AS x FROM t;

SELECT CASE WHEN [t].[a] < -10 THEN 0 WHEN [t].[a] >= 10 THEN 5 WHEN [t].[a] IS NOT NULL THEN CAST(((CAST([t].[a] AS BIGINT) - (-10)) * 4 - (CAST([t].[a] AS BIGINT) - (-10)) * 4 % 20) / 20 AS INT) + 1 END AS [x] FROM [dbo].[t] AS [t];
