-- source: postgres
-- target: 2019
SELECT U&'\0041' AS x;

SELECT N'A' AS [x];

-- source: postgres
-- target: 2019
SELECT E'a\nb' AS x;

SELECT N'a
b' AS [x];

-- source: postgres
-- target: 2019
SELECT $$a'b$$ AS x;

SELECT N'a''b' AS [x];
