-- source: postgres
-- target: 2019
SELECT id FROM t WHERE j::jsonb ? 'a';

SELECT [t].[id] AS [id] FROM [dbo].[t] AS [t] WHERE EXISTS (SELECT 1 AS [one] FROM OPENJSON([t].[j]) AS [o] WHERE NOT (CHARINDEX(N'[', [t].[j]) > 0 AND PATINDEX(N'%[[{]%', [t].[j]) = CHARINDEX(N'[', [t].[j])) AND [o].[key] COLLATE Latin1_General_100_BIN2 = N'a' OR CHARINDEX(N'[', [t].[j]) > 0 AND PATINDEX(N'%[[{]%', [t].[j]) = CHARINDEX(N'[', [t].[j]) AND [o].[type] = 1 AND [o].[value] COLLATE Latin1_General_100_BIN2 = N'a') OR [t].[j] <> [t].[j];
