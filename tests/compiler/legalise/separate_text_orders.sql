-- source: postgres
-- target: 2019
SELECT string_agg(s, ',' ORDER BY a) AS x, string_agg(s2, '/' ORDER BY a) AS y FROM t;

SELECT STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [x], STRING_AGG(CAST([t].[s2] AS NVARCHAR(MAX)), N'/') WITHIN GROUP (ORDER BY CASE WHEN [t].[a] IS NULL THEN 1 ELSE 0 END, [t].[a]) AS [y] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT string_agg(s, ',' ORDER BY a) AS x, string_agg(s, ',' ORDER BY a DESC) AS y FROM t;

SELECT STRING_AGG(CAST(CASE WHEN [dw_order_1].[n] = 1 THEN [t].[s] END AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN CASE WHEN [dw_order_1].[n] = 1 THEN [t].[a] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 1 THEN [t].[a] END, CASE WHEN [dw_order_1].[n] = 2 THEN [t].[a] END DESC) AS [x], STRING_AGG(CAST(CASE WHEN [dw_order_1].[n] = 2 THEN [t].[s] END AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN CASE WHEN [dw_order_1].[n] = 1 THEN [t].[a] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 1 THEN [t].[a] END, CASE WHEN [dw_order_1].[n] = 2 THEN [t].[a] END DESC) AS [y] FROM [dbo].[t] AS [t] CROSS JOIN (VALUES (1), (2)) AS [dw_order_1]([n]);

-- source: postgres
-- target: 2019
SELECT g, string_agg(s, ',' ORDER BY a) FILTER (WHERE a > 1) AS x, string_agg(s, ',' ORDER BY d, a) AS y, count(*) AS n, sum(a) AS m, grouping(g) AS o FROM (SELECT s2 AS g, s, a, d FROM t) AS q GROUP BY ROLLUP (g) HAVING min(a) > 0;

SELECT [q].[g] AS [g], STRING_AGG(CAST(CASE WHEN [dw_order_1].[n] = 1 AND [q].[a] > 1 THEN [q].[s] END AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN CASE WHEN [dw_order_1].[n] = 1 THEN [q].[a] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 1 THEN [q].[a] END, CASE WHEN CASE WHEN [dw_order_1].[n] = 2 THEN [q].[d] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 2 THEN [q].[d] END, CASE WHEN CASE WHEN [dw_order_1].[n] = 2 THEN [q].[a] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 2 THEN [q].[a] END) AS [x], STRING_AGG(CAST(CASE WHEN [dw_order_1].[n] = 2 THEN [q].[s] END AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY CASE WHEN CASE WHEN [dw_order_1].[n] = 1 THEN [q].[a] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 1 THEN [q].[a] END, CASE WHEN CASE WHEN [dw_order_1].[n] = 2 THEN [q].[d] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 2 THEN [q].[d] END, CASE WHEN CASE WHEN [dw_order_1].[n] = 2 THEN [q].[a] END IS NULL THEN 1 ELSE 0 END, CASE WHEN [dw_order_1].[n] = 2 THEN [q].[a] END) AS [y], COUNT_BIG(CASE WHEN [dw_order_1].[n] = 1 THEN 1 END) AS [n], SUM(CAST(CASE WHEN [dw_order_1].[n] = 1 THEN [q].[a] END AS BIGINT)) AS [m], GROUPING([q].[g]) AS [o] FROM (SELECT [t].[s2] AS [g], [t].[s] AS [s], [t].[a] AS [a], [t].[d] AS [d] FROM [dbo].[t] AS [t]) AS [q] CROSS JOIN (VALUES (1), (2)) AS [dw_order_1]([n]) GROUP BY ROLLUP ([q].[g]) HAVING MIN(CASE WHEN [dw_order_1].[n] = 1 THEN [q].[a] END) > 0;

-- source: postgres
-- target: 2019
SELECT string_agg(DISTINCT s, ',') AS x FROM t;

SELECT STRING_AGG(CAST(CASE WHEN [dw_ranked_1].[c1] = 1 THEN [dw_ranked_1].[c2] END AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY [dw_ranked_1].[c2]) AS [x] FROM (SELECT ROW_NUMBER() OVER (PARTITION BY [t].[s] ORDER BY (SELECT NULL)) AS [c1], [t].[s] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: postgres
-- target: 2019
SELECT string_agg(DISTINCT s, ',') AS x, string_agg(DISTINCT s2, ',') AS y FROM t;

SELECT STRING_AGG(CAST(CASE WHEN [dw_ranked_1].[c1] = 1 THEN [dw_ranked_1].[c2] END AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY [dw_ranked_1].[c2], [dw_ranked_1].[c3]) AS [x], STRING_AGG(CAST(CASE WHEN [dw_ranked_1].[c4] = 1 THEN [dw_ranked_1].[c3] END AS NVARCHAR(MAX)), N',') WITHIN GROUP (ORDER BY [dw_ranked_1].[c2], [dw_ranked_1].[c3]) AS [y] FROM (SELECT ROW_NUMBER() OVER (PARTITION BY CASE WHEN [dw_order_1].[n] = 1 THEN [t].[s] END ORDER BY (SELECT NULL)) AS [c1], CASE WHEN [dw_order_1].[n] = 1 THEN [t].[s] END AS [c2], CASE WHEN [dw_order_1].[n] = 2 THEN [t].[s2] END AS [c3], ROW_NUMBER() OVER (PARTITION BY CASE WHEN [dw_order_1].[n] = 2 THEN [t].[s2] END ORDER BY (SELECT NULL)) AS [c4] FROM [dbo].[t] AS [t] CROSS JOIN (VALUES (1), (2)) AS [dw_order_1]([n])) AS [dw_ranked_1];

-- source: duckdb
-- target: 2019
SELECT string_agg(DISTINCT s2, ',') AS x FROM t;

SELECT STRING_AGG(CAST(CASE WHEN [dw_ranked_1].[c1] = 1 THEN [dw_ranked_1].[c2] END AS NVARCHAR(MAX)), N',') AS [x] FROM (SELECT ROW_NUMBER() OVER (PARTITION BY [t].[s2] ORDER BY (SELECT NULL)) AS [c1], [t].[s2] AS [c2] FROM [dbo].[t] AS [t]) AS [dw_ranked_1];

-- source: postgres
-- target: 2019
SELECT q.a, (SELECT sum(q.a)) AS m, string_agg(s, ',' ORDER BY s) AS x, string_agg(s, ',' ORDER BY s2) AS y FROM t AS q GROUP BY q.a;
-- refused: DW602
