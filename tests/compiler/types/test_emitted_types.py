"""The types of what SQL Server returns, by its own rules of precedence, digits and lengths."""

from __future__ import annotations

import pytest
from sqlglot import exp, parse_one

from compiler.catalogs.ddl import read_ddl
from compiler.stages.analyse.described import described_columns
from compiler.types.emitted import emitted_types
from compiler.types.emitted.promotion import arithmetic, joined, promoted
from compiler.types.sqlserver import SqlType, parse_sql_type

TABLE = """CREATE TABLE dbo.t (i int, b bigint, s smallint, y tinyint, bit bit, d decimal(12,2), p decimal(38,10), m money,
    f float, r real, n nvarchar(20), v varchar(30), x nvarchar(max), day date, at datetime2(3), old datetime, o datetimeoffset)"""
SCHEMA = read_ddl(TABLE, described_columns).schema


def type_of(expression: str) -> str:
    """The type of an expression over `dbo.t`, by way of the T-SQL dialect."""
    (column,) = described_columns(f"SELECT {expression} AS x FROM dbo.t", SCHEMA) or ()
    return str(column.type)


@pytest.mark.parametrize(
    ("left", "sign", "right", "result"),
    [
        ("int", "+", "bigint", "bigint"),
        ("int", "/", "int", "int"),
        ("decimal(12,2)", "+", "decimal(5,4)", "decimal(15,4)"),
        ("decimal(12,2)", "*", "decimal(12,2)", "decimal(25,4)"),
        ("decimal(12,2)", "/", "int", "decimal(23,13)"),
        ("decimal(38,10)", "*", "decimal(38,10)", "decimal(38,6)"),
        ("decimal(38,2)", "+", "int", "decimal(38,2)"),
        ("decimal(12,2)", "*", "float", "float"),
        ("money", "*", "int", "money"),
        ("decimal(5,2)", "%", "decimal(3,1)", "decimal(4,2)"),
        ("nvarchar(20)", "+", "varchar(30)", "nvarchar(50)"),
    ],
)
def test_operators(left: str, sign: str, right: str, result: str) -> None:
    """https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql."""
    assert str(arithmetic(sign, parse_sql_type(left), parse_sql_type(right))) == result  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ("int", "decimal(5,2)", "decimal(12,2)"),
        ("date", "datetime2(3)", "datetime2(3)"),
        ("datetime2(3)", "datetime2(7)", "datetime2(7)"),
        ("varchar(30)", "nvarchar(20)", "nvarchar(30)"),
        ("nvarchar(max)", "nvarchar(5)", "nvarchar(max)"),
        ("char(3)", "char(3)", "char(3)"),
        ("char(3)", "char(5)", "varchar(5)"),
        ("bit", "int", "int"),
    ],
)
def test_one_type_of_two(left: str, right: str, result: str) -> None:
    """CASE, COALESCE and UNION take the higher type, wide enough for both, whichever comes first."""
    one, other = parse_sql_type(left), parse_sql_type(right)
    assert {str(promoted(one, other)), str(promoted(other, one))} == {result}


def test_joined_text_stays_within_its_type() -> None:
    """Nvarchar ends at 4,000 characters, unless a side is nvarchar(max)."""
    long = SqlType("nvarchar", length=3000)
    assert str(joined(long, long)) == "nvarchar(4000)"


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("SUM(i)", "int"),
        ("SUM(d)", "decimal(38,2)"),
        ("AVG(d)", "decimal(38,6)"),
        ("AVG(i)", "int"),
        ("AVG(r)", "float"),
        ("COUNT(*)", "int"),
        ("COUNT_BIG(*)", "bigint"),
        ("MAX(n)", "nvarchar(20)"),
        ("CASE WHEN i = 1 THEN d ELSE 0 END", "decimal(12,2)"),
        ("COALESCE(i, b)", "bigint"),
        ("CAST(d AS decimal(9, 1))", "decimal(9,1)"),
        ("CONVERT(varchar(10), day, 112)", "varchar(10)"),
        ("DATEADD(day, 1, day)", "date"),
        ("DATEADD(day, 1, at)", "datetime2(3)"),
        ("DATEDIFF(day, day, at)", "int"),
        ("UPPER(v)", "varchar(30)"),
        ("LEN(n)", "int"),
        ("LEN(x)", "bigint"),
        ("ROUND(d, 1)", "decimal(12,2)"),
        ("FLOOR(d)", "decimal(12,0)"),
        ("ROW_NUMBER() OVER (ORDER BY i)", "bigint"),
        ("IIF(i > 1, 'a', N'abc')", "nvarchar(3)"),
        ("(SELECT MAX(b) FROM dbo.t)", "bigint"),
    ],
)
def test_functions(expression: str, result: str) -> None:
    """Each as its page says."""
    assert type_of(expression) == result


def test_a_column_that_no_rule_tells_is_none() -> None:
    """The caller falls back on the author's type."""
    tree = parse_one("SELECT MYSTERY(1) AS a, 1 AS b")
    assert isinstance(tree, exp.Select)
    assert emitted_types(tree, SCHEMA) == [None, "int"]
