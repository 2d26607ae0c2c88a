-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s = 'x ';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] = N'x ' AND CAST([t].[s] AS VARBINARY(200)) = CAST(N'x ' AS VARBINARY(4));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s <> 'x';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST([t].[s] AS VARBINARY(200)) <> CAST(N'x' AS VARBINARY(2));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s >= 'x';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)) >= CAST(CAST(N'x' COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(3)) AS VARBINARY(3));

-- source: postgres
-- target: 2017
-- text: exact
SELECT id FROM t WHERE s >= 'x';
-- refused: DW605

-- source: postgres
-- target: 2016
-- text: exact
SELECT id FROM t WHERE s = 'x';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] = N'x' AND CAST([t].[s] AS VARBINARY(200)) = CAST(N'x' AS VARBINARY(2));

-- source: postgres
-- target: 2019
-- text: exact
SELECT s = s2 AS same FROM t;

SELECT CAST(CASE WHEN CAST([t].[s] AS VARBINARY(200)) = CAST([t].[s2] AS VARBINARY(200)) THEN 1 WHEN NOT CAST([t].[s] AS VARBINARY(200)) = CAST([t].[s2] AS VARBINARY(200)) THEN 0 END AS BIT) AS [same] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- text: exact
SELECT t.id FROM t JOIN w ON w.v = t.s;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] INNER JOIN [dbo].[w] AS [w] ON [w].[v] = [t].[s] AND CAST(CAST([w].[v] AS NVARCHAR(20)) AS VARBINARY(40)) = CAST([t].[s] AS VARBINARY(200));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM w WHERE c = 'x';

SELECT [w].[id] AS [id] FROM [dbo].[w] AS [w] WHERE [w].[c] = 'x' AND CAST(CAST(RTRIM([w].[c]) AS NVARCHAR(5)) AS VARBINARY(10)) = CAST(RTRIM(N'x') AS VARBINARY(2));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM w WHERE m = 'x';

SELECT [w].[id] AS [id] FROM [dbo].[w] AS [w] WHERE [w].[m] = N'x' AND CAST([w].[m] AS VARBINARY(MAX)) = CAST(N'x' AS VARBINARY(2));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s IN ('x', 'y');

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] IN (N'x', N'y') AND CAST([t].[s] AS VARBINARY(200)) IN (CAST(N'x' AS VARBINARY(2)), CAST(N'y' AS VARBINARY(2)));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s NOT IN (SELECT s FROM u);

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST([t].[s] AS VARBINARY(200)) NOT IN (SELECT CAST([u].[s] AS VARBINARY(200)) AS [s] FROM [dbo].[u] AS [u]);

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s IN (SELECT s FROM u UNION ALL SELECT v FROM w);

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST([t].[s] AS VARBINARY(200)) IN (SELECT CAST([dw_exact_1].[c1] AS VARBINARY(200)) AS [c1] FROM (SELECT [u].[s] AS [s] FROM [dbo].[u] AS [u] UNION ALL SELECT [w].[v] AS [v] FROM [dbo].[w] AS [w]) AS [dw_exact_1]([c1]));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s = ANY (SELECT v FROM w);

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST([t].[s] AS VARBINARY(200)) = ANY (SELECT CAST(CAST([w].[v] AS NVARCHAR(20)) AS VARBINARY(40)) AS [v] FROM [dbo].[w] AS [w]);

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE (s, a) IN (('x', 1));

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] = N'x' AND CAST([t].[s] AS VARBINARY(200)) = CAST(N'x' AS VARBINARY(2)) AND [t].[a] = 1;

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s = :word;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] = @word AND CAST([t].[s] AS VARBINARY(200)) = CAST(@word AS VARBINARY(MAX));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s BETWEEN 'a' AND 'b';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)) BETWEEN CAST(CAST(N'a' COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(3)) AS VARBINARY(3)) AND CAST(CAST(N'b' COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(3)) AS VARBINARY(3));

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE s LIKE 'a%';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'a%';

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM w WHERE v LIKE 'a%';

SELECT [w].[id] AS [id] FROM [dbo].[w] AS [w] WHERE CAST([w].[v] AS NVARCHAR(20)) COLLATE Latin1_General_100_BIN2 LIKE 'a%';

-- source: postgres
-- target: 2019
-- text: exact
SELECT CASE s WHEN 'x' THEN 1 WHEN 'y' THEN 2 END AS n FROM t;

SELECT CASE WHEN CAST([t].[s] AS VARBINARY(200)) = CAST(N'x' AS VARBINARY(2)) THEN 1 WHEN CAST([t].[s] AS VARBINARY(200)) = CAST(N'y' AS VARBINARY(2)) THEN 2 END AS [n] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- text: exact
SELECT nullif(upper(s), '') AS n FROM t;

SELECT CASE WHEN CAST(UPPER([t].[s]) AS VARBINARY(200)) = CAST(N'' AS VARBINARY(2)) THEN NULL ELSE UPPER([t].[s]) END AS [n] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2022
-- text: exact
SELECT id FROM t WHERE s IS DISTINCT FROM s2;

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE CAST([t].[s] AS VARBINARY(200)) IS DISTINCT FROM CAST([t].[s2] AS VARBINARY(200));

-- source: postgres
-- target: 2022
-- text: exact
SELECT greatest(s, s2) AS g FROM t;

SELECT CASE WHEN (CAST(CAST([t].[s] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)) >= CAST(CAST([t].[s2] COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS VARCHAR(300)) AS VARBINARY(300)) OR [t].[s2] IS NULL) AND [t].[s] IS NOT NULL THEN [t].[s] ELSE [t].[s2] END AS [g] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
-- text: exact
SELECT id FROM t WHERE a = 1 AND d > '2024-01-01';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE [t].[a] = 1 AND [t].[d] > CAST(N'2024-01-01' AS DATE);

-- source: postgres
-- target: 2019
-- text: exact
SELECT q.s FROM (SELECT s FROM t UNION SELECT v FROM w) q JOIN u ON u.s = q.s;

SELECT [q].[s] AS [s] FROM (SELECT CAST([dw_exact_1].[c1] AS NVARCHAR(100)) AS [s] FROM (SELECT CAST([t].[s] AS VARBINARY(200)) AS [s] FROM [dbo].[t] AS [t] UNION SELECT CAST(CAST([w].[v] AS NVARCHAR(20)) AS VARBINARY(40)) AS [v] FROM [dbo].[w] AS [w]) AS [dw_exact_1]([c1])) AS [q] INNER JOIN [dbo].[u] AS [u] ON CAST([u].[s] AS VARBINARY(200)) = CAST([q].[s] AS VARBINARY(200));
