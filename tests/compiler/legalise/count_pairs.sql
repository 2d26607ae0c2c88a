-- source: postgres
-- target: 2019
SELECT regr_count(a, b) AS x FROM t;

SELECT COUNT_BIG(CASE WHEN [t].[b] IS NOT NULL THEN [t].[a] END) AS [x] FROM [dbo].[t] AS [t];
