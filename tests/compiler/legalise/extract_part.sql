-- source: postgres
-- target: 2019
SELECT extract(year FROM d) FROM t;

SELECT DATEPART(YEAR, [t].[d]) AS [extract] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT date_part('year', d) FROM t;

SELECT DATEPART(YEAR, [t].[d]) AS [date_part] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT extract(quarter FROM d) FROM t;

SELECT DATEPART(QUARTER, [t].[d]) AS [extract] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT extract(week FROM d) FROM t;

SELECT DATEPART(ISO_WEEK, [t].[d]) AS [extract(d)] FROM [dbo].[t] AS [t];

-- source: duckdb
-- target: 2019
SELECT extract(isodow FROM d) FROM t;

SELECT DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), [t].[d]) % 7 + 1 AS [extract(d)] FROM [dbo].[t] AS [t];

-- source: postgres
-- target: 2019
SELECT extract(timezone FROM tz) FROM t;
-- refused: DW602
