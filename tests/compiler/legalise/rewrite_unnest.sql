-- source: duckdb
-- target: 2019
SELECT * FROM unnest([1,2,3]) AS u(x);

SELECT [u].[x] AS [x] FROM (SELECT [dw_list_1].[x] AS [x] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([x])) AS [u];

-- source: postgres
-- target: 2019
SELECT unnest(ARRAY[1,2,3]) AS x;

SELECT [_s1].[value] AS [x] FROM (SELECT [dw_list_1].[value] AS [value] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([value])) AS [_s1];

-- source: duckdb
-- target: 2019
SELECT unnest([1,2,3]) AS x;

SELECT [_s1].[value] AS [x] FROM (SELECT [dw_list_1].[value] AS [value] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([value])) AS [_s1];

-- source: postgres
-- target: 2019
SELECT t.a, x FROM t, unnest(ARRAY[1,2,3]) AS x;

SELECT [t].[a] AS [a], [x].[x] AS [x] FROM [dbo].[t] AS [t] CROSS APPLY (SELECT [dw_list_1].[x] AS [x] FROM (VALUES (1), (2), (3)) AS [dw_list_1]([x])) AS [x];

-- source: duckdb
-- target: 2019
SELECT x FROM (SELECT unnest([1,2]) AS x) q;

SELECT [q].[x] AS [x] FROM (SELECT [_s1].[value] AS [x] FROM (SELECT [dw_list_1].[value] AS [value] FROM (VALUES (1), (2)) AS [dw_list_1]([value])) AS [_s1]) AS [q];
