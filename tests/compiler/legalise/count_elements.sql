-- source: postgres
-- target: 2019
SELECT array_length(string_to_array(s, ','), 1) FROM t;

SELECT CASE WHEN [t].[s] COLLATE Latin1_General_100_BIN2 LIKE N'_%' THEN LEN([t].[s] + N'.') - 1 - (LEN(REPLACE([t].[s] COLLATE Latin1_General_100_BIN2, N',', N'') + N'.') - 1) + 1 WHEN [t].[s] IS NOT NULL THEN NULL END AS [array_length] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT array_length(array_append(ARRAY[1], 2), 1) FROM t;
-- refused: DW509
