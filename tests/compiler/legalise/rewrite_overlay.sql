-- source: postgres
-- target: 2019
SELECT overlay(s placing 'xx' from 2 for 3) FROM t;

SELECT LEFT([t].[s], 1) + N'xx' + SUBSTRING([t].[s], 5, 2147483647) AS [overlay] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT id, overlay(s placing 'ZZ' from 2 for 1) AS x FROM t ORDER BY id;

SELECT [t].[id] AS [id], LEFT([t].[s], 1) + N'ZZ' + SUBSTRING([t].[s], 3, 2147483647) AS [x] FROM [dbo].[t] AS [t] ORDER BY CASE WHEN [t].[id] IS NULL THEN 1 ELSE 0 END, [t].[id];
