-- source: postgres
-- target: 2019
SELECT 1 AS k, s, COUNT(*) FROM t GROUP BY k, s;

SELECT 1 AS [k], [t].[s] AS [s], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] GROUP BY [t].[s];

-- source: postgres
-- target: 2019
SELECT 'x' AS k, COUNT(*) FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'x' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT 'k' AS k, count(*) FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'k' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: duckdb
-- target: 2019
SELECT 'k' AS k, count(*) FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count_star()] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'k' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: duckdb
-- target: 2019
SELECT 'k' AS k, count(*) FROM t WHERE a > 1000 GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [count_star()] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'k' AS [c1]) AS [dw_key_1] WHERE [t].[a] > 1000 GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT lower('X') AS k, count(*) AS n FROM t GROUP BY lower('X');

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT LOWER(N'X') AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT 'a' || 'b' AS k, s, string_agg(s2, 'a') AS l FROM t GROUP BY 1, 2;

SELECT N'a' + N'b' AS [k], [t].[s] AS [s], STRING_AGG(CAST([t].[s2] AS NVARCHAR(MAX)), N'a') AS [l] FROM [dbo].[t] AS [t] GROUP BY [t].[s];

-- source: postgres
-- target: 2019
SELECT :p::text AS k, count(*) AS n FROM t GROUP BY :p::text;

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT @p AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT 'b'::text AS k, string_agg(s, 'b') AS l FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [k], STRING_AGG(CAST([t].[s] AS NVARCHAR(MAX)), N'b') AS [l] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'b' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT 'x'::text AS k, s, count(*) AS n FROM t GROUP BY ROLLUP (1, 2);

SELECT [dw_key_1].[c1] AS [k], [t].[s] AS [s], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'x' AS [c1]) AS [dw_key_1] GROUP BY ROLLUP ([dw_key_1].[c1], [t].[s]);

-- source: postgres
-- target: 2019
SELECT 'x'::text AS k, count(*) AS n FROM t GROUP BY 'x'::text, ROLLUP (s);

SELECT [dw_key_1].[c1] AS [k], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT N'x' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1], ROLLUP ([t].[s]);

-- source: postgres
-- target: 2019
SELECT (SELECT count(*) FROM u GROUP BY t.s) AS n FROM t;

SELECT (SELECT COUNT_BIG(*) AS [count] FROM [dbo].[u] AS [u] CROSS APPLY (SELECT [t].[s] AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1]) AS [n] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT a, b, count(*) AS n FROM t GROUP BY (a, b);

SELECT [t].[a] AS [a], [t].[b] AS [b], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] GROUP BY [t].[a], [t].[b];

-- source: postgres
-- target: 2019
-- timezone: Europe/Berlin
SELECT date_trunc('day', tz) AS x, count(*) AS n FROM t GROUP BY 1;

SELECT [dw_key_1].[c1] AS [x], COUNT_BIG(*) AS [n] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT DATEADD(DAY, DATEDIFF(DAY, CAST(N'1970-01-01' AS DATETIME2(6)), CAST([t].[tz] AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))), CAST(N'1970-01-01' AS DATETIME2(6))) AT TIME ZONE N'W. Europe Standard Time' AS [c1]) AS [dw_key_1] GROUP BY [dw_key_1].[c1];

-- source: postgres
-- target: 2019
SELECT s, upper(s) AS u, count(*) AS c FROM t GROUP BY ROLLUP (s, upper(s)) ORDER BY u;

SELECT [t].[s] AS [s], [dw_key_1].[c1] AS [u], COUNT_BIG(*) AS [c] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT UPPER([t].[s]) AS [c1]) AS [dw_key_1] GROUP BY ROLLUP ([t].[s], [dw_key_1].[c1]) ORDER BY CASE WHEN [dw_key_1].[c1] IS NULL THEN 1 ELSE 0 END, [dw_key_1].[c1];
