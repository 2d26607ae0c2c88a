-- source: duckdb
-- target: 2019
VALUES (1,'a'),(2,'b');

SELECT [dw_values_1].[col0] AS [col0], [dw_values_1].[col1] AS [col1] FROM (VALUES (1, N'a'), (2, N'b')) AS [dw_values_1]([col0], [col1]);

-- source: postgres
-- target: 2019
VALUES (1, 'a'), (2, 'b');

SELECT [dw_values_1].[column1] AS [column1], [dw_values_1].[column2] AS [column2] FROM (VALUES (1, N'a'), (2, N'b')) AS [dw_values_1]([column1], [column2]);

-- source: postgres
-- target: 2019
VALUES (1,'a'),(2,'b');

SELECT [dw_values_1].[column1] AS [column1], [dw_values_1].[column2] AS [column2] FROM (VALUES (1, N'a'), (2, N'b')) AS [dw_values_1]([column1], [column2]);
