-- source: postgres
-- target: 2019
SELECT ROW_NUMBER() OVER () AS r FROM t;

SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS [r] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT lag(a) OVER () FROM t;

SELECT LAG([t].[a], 1) OVER (ORDER BY (SELECT NULL)) AS [lag] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT row_number() OVER () FROM t;

SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS [row_number] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT row_number() OVER () FROM t;

SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS [ROW_NUMBER() OVER ()] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT id, count(*) over () AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], COUNT_BIG(*) OVER () AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
