"""PostgreSQL's meaning on DuckDB: what is rewritten gives PostgreSQL's rows, what has no equal is refused."""

from __future__ import annotations

import duckdb
import pytest

from compiler.ir.query import Query, Target
from compiler.translate import translate
from tests.compiler.analyse.test_analysis_cases import SHOP


def answer(expression: str) -> object:
    """The value of an expression, or the message that refuses it."""
    translation = translate(Query(f"SELECT {expression} AS x", "postgres"), SHOP, Target("duckdb"))
    if translation.faults:
        return translation.faults[0].message
    with duckdb.connect() as connection:
        row = connection.execute(translation.statements[frozenset()].sql).fetchone()
    return row[0] if row is not None else None


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("-7 / 2", -3),
        ("7 / 2.0", 3.5),
        ("round(2.5::double precision)", 2.0),
        ("round(3.5::double precision)", 4.0),
        ("round(2.5)", 3),
        ("'hello'::varchar(3)", "hel"),
        (r"'a_b' LIKE 'a\_b'", True),
        (r"'axb' LIKE 'a\_b'", False),
        ("extract(dow FROM DATE '2026-01-04')", 0),
        ("extract(isodow FROM DATE '2026-01-04')", 7),
        ("extract(epoch FROM timestamp '2026-01-02' - timestamp '2026-01-01')", 86400.0),
        ("to_char(timestamp '2026-01-02 03:04:05', 'YYYY-MM-DD HH24:MI:SS')", "2026-01-02 03:04:05"),
        ("5::numeric / 2", 2.5),
        ("split_part('a-b-c', '-', -1)", "c"),
        ("concat('a', NULL, 1)", "a1"),
        ("DATE '2026-03-01' - DATE '2026-02-01'", 28),
    ],
)
def test_the_value_is_postgresql_s(expression: str, value: object) -> None:
    """As its manual says and the server answers."""
    assert answer(expression) == value


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("extract(second FROM timestamp '2026-01-01')", "extract(second) gives another number in DuckDB"),
        ("1.5::double precision::text", "DuckDB writes floating numbers otherwise than PostgreSQL"),
        ("'a' || 1.5::real", "DuckDB writes floating numbers otherwise than PostgreSQL"),
        ("'ab'::char(4)", "char(n) pads with blanks in PostgreSQL only"),
        ("'1.5'::numeric", "numeric without digits keeps all that the text has"),
        ("substr('abc', -1, 3)", "substring from a place that may be below 1 differs in DuckDB"),
        ("'a' SIMILAR TO 'a%'", "SIMILAR TO is a regular expression in DuckDB"),
        ("to_char(5, '999')", "this to_char has no equal in DuckDB"),
        ("to_char(DATE '2026-01-01', 'Day')", "this to_char has no equal in DuckDB"),
        ("(1, 2) > (1, NULL)", "rows are ordered otherwise in DuckDB"),
        ("initcap('ab')", "`initcap` has no equal in DuckDB that is known here"),
    ],
)
def test_what_means_something_else_is_refused(expression: str, message: str) -> None:
    """With the reason."""
    assert answer(expression) == message


def test_ties_are_refused() -> None:
    """DuckDB has no WITH TIES, and would drop it."""
    sql = "SELECT name FROM customers ORDER BY region FETCH FIRST 3 ROWS WITH TIES"
    (fault,) = translate(Query(sql, "postgres"), SHOP, Target("duckdb")).faults
    assert fault.code == "DW530"
