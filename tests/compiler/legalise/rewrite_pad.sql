-- source: postgres
-- target: 2019
SELECT id, rpad(s,5,'*') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEFT([t].[s] + REPLICATE(N'*', 5), 5) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, rpad(s,5,'*') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEFT([t].[s] + REPLICATE(N'*', 5), 5) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: postgres
-- target: 2019
SELECT lpad(s, 5, '0'), rpad(s, 5, ' ') FROM t;

SELECT CASE WHEN LEN([t].[s] + N'.') - 1 >= 5 THEN LEFT([t].[s], 5) ELSE LEFT(REPLICATE(N'0', 5), 5 - (LEN([t].[s] + N'.') - 1)) + [t].[s] END AS [lpad], LEFT([t].[s] + REPLICATE(N' ', 5), 5) AS [rpad] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, lpad(s,5,'*') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CASE WHEN LEN([t].[s] + N'.') - 1 >= 5 THEN LEFT([t].[s], 5) ELSE LEFT(REPLICATE(N'*', 5), 5 - (LEN([t].[s] + N'.') - 1)) + [t].[s] END AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT id, lpad(s,5,'*') AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], CASE WHEN LEN([t].[s] + N'.') - 1 >= 5 THEN LEFT([t].[s], 5) ELSE LEFT(REPLICATE(N'*', 5), 5 - (LEN([t].[s] + N'.') - 1)) + [t].[s] END AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];

-- source: duckdb
-- target: 2019
SELECT lpad(s, 2, 0) FROM t;
-- refused: DW602
