-- source: postgres
-- target: 2019
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 10) SELECT n FROM r;

WITH [r] AS (SELECT 1 AS [n] UNION ALL SELECT [r].[n] + 1 AS [?column?] FROM [r] AS [r] WHERE [r].[n] < 10) SELECT [r].[n] AS [n] FROM [r] AS [r] OPTION (MAXRECURSION 32767);

-- source: postgres
-- target: 2019
WITH RECURSIVE r(d) AS (SELECT DATE '2024-01-01' UNION ALL SELECT d + 1 FROM r WHERE d < DATE '2024-12-31') SELECT d FROM r;

WITH [r]([d]) AS (SELECT CAST(N'2024-01-01' AS DATE) AS [date] UNION ALL SELECT DATEADD(DAY, 1, [r].[d]) AS [?column?] FROM [r] AS [r] WHERE [r].[d] < CAST(N'2024-12-31' AS DATE)) SELECT [r].[d] AS [d] FROM [r] AS [r] OPTION (MAXRECURSION 32767);

-- source: postgres
-- target: 2019
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r WHERE n < 200) SELECT count(*), sum(n) FROM r;

WITH [r]([n]) AS (SELECT 1 AS [?column?] UNION ALL SELECT [r].[n] + 1 AS [?column?] FROM [r] AS [r] WHERE [r].[n] < 200) SELECT COUNT_BIG(*) AS [count], SUM(CAST([r].[n] AS BIGINT)) AS [sum] FROM [r] AS [r] OPTION (MAXRECURSION 32767);

-- source: duckdb
-- target: 2019
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r WHERE n < 200) SELECT count(*), sum(n) FROM r;

WITH [r]([n]) AS (SELECT 1 AS [1] UNION ALL SELECT [r].[n] + 1 AS [(n + 1)] FROM [r] AS [r] WHERE [r].[n] < 200) SELECT COUNT_BIG(*) AS [count_star()], SUM(CAST([r].[n] AS BIGINT)) AS [sum(n)] FROM [r] AS [r] OPTION (MAXRECURSION 32767);

-- source: duckdb
-- target: 2019
WITH RECURSIVE r(d) AS (SELECT DATE '2024-01-30' UNION ALL SELECT d + 1 FROM r WHERE d < DATE '2024-03-02') SELECT min(d), max(d), count(*) FROM r;

WITH [r]([d]) AS (SELECT CAST(N'2024-01-30' AS DATE) AS [CAST('2024-01-30' AS DATE)] UNION ALL SELECT DATEADD(DAY, 1, [r].[d]) AS [(d + 1)] FROM [r] AS [r] WHERE [r].[d] < CAST(N'2024-03-02' AS DATE)) SELECT MIN([r].[d]) AS [min(d)], MAX([r].[d]) AS [max(d)], COUNT_BIG(*) AS [count_star()] FROM [r] AS [r] OPTION (MAXRECURSION 32767);

-- source: postgres
-- target: 2019
WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n + 1 FROM r WHERE n < 200) SELECT n FROM r;
-- refused: DW602

-- source: postgres
-- target: 2019
WITH RECURSIVE r AS (SELECT id, s::text AS path FROM t WHERE a IS NULL UNION ALL SELECT t.id, r.path || '/' || t.s FROM t JOIN r ON t.a = r.id) SELECT id, path FROM r;

WITH [r] AS (SELECT [t].[id] AS [id], CAST([t].[s] AS NVARCHAR(MAX)) AS [path] FROM [dbo].[t] AS [t] WHERE [t].[a] IS NULL UNION ALL SELECT [t].[id] AS [id], CAST(CAST([r].[path] AS NVARCHAR(MAX)) + N'/' + [t].[s] AS NVARCHAR(MAX)) AS [?column?] FROM [dbo].[t] AS [t] INNER JOIN [r] AS [r] ON [t].[a] = [r].[id]) SELECT [r].[id] AS [id], [r].[path] AS [path] FROM [r] AS [r] OPTION (MAXRECURSION 32767);

-- source: postgres
-- target: 2019
WITH RECURSIVE r(x, w) AS (SELECT ts, extract(dow FROM ts) FROM t UNION ALL SELECT x - interval '1 day', extract(dow FROM x - interval '1 day') FROM r WHERE x > '2024-01-01') SELECT x, w FROM r;

WITH [r]([x], [w]) AS (SELECT [t].[ts] AS [ts], CAST((DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[ts]) + 1) % 7 AS DECIMAL(37, 0)) AS [extract] FROM [dbo].[t] AS [t] UNION ALL SELECT DATEADD(DAY, -1, [r].[x]) AS [?column?], CAST((DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), DATEADD(DAY, -1, [r].[x])) + 1) % 7 AS DECIMAL(37, 0)) AS [extract] FROM [r] AS [r] WHERE [r].[x] > CAST(N'2024-01-01T00:00:00' AS DATETIME2(6))) SELECT [r].[x] AS [x], [r].[w] AS [w] FROM [r] AS [r] OPTION (MAXRECURSION 32767);
