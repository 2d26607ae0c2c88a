"""JSON lines in, JSON lines out: in order, one answer a line, whatever the line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compiler.ir.query import Target
from compiler.transpile import COMPARISONS, Session, target_of, transpile_lines
from tests.compiler.analyse.test_analysis_cases import SHOP


def answers(*lines: object, target: str = "2019", processes: int = 1) -> list[dict[str, Any]]:
    """The answers to lines; what is no text is written as JSON."""
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return [json.loads(answer) for answer in transpile_lines(written, SHOP, target_of(target), processes)]


def query(sql: str, identity: object = "q", dialect: str = "postgres") -> dict[str, object]:
    """A line."""
    return {"id": identity, "dialect": dialect, "sql": sql}


def test_an_answer_has_the_statement_its_parameters_and_its_columns() -> None:
    """Types are SQL Server's words; the clock is a parameter of its own source."""
    sql = "SELECT name, count(*) AS n FROM customers WHERE region = $1 AND now() > '2026-01-01 00:00:00+07:00' GROUP BY name"
    (answer,) = answers(query(sql))
    assert answer["ok"]
    assert answer["diagnostics"] == []
    assert answer["parameters"] == [
        {"name": "now", "type": "datetimeoffset(7)", "source": "now"},
        {"name": "p1", "type": "nvarchar(4000)", "source": "declared"},
    ]
    assert answer["columns"] == [
        {"name": "name", "type": "nvarchar(100)", "nullable": False},
        {"name": "n", "type": "bigint", "nullable": False},
    ]
    assert "[dbo].[customers]" in answer["sql"]
    assert "@p1" in answer["sql"]


def test_a_fault_is_an_answer_with_its_place() -> None:
    """The remedy stands behind the reason."""
    (answer,) = answers(query("SELECT name,\n  regoin FROM customers"))
    assert not answer["ok"]
    assert answer["sql"] is None
    assert answer["diagnostics"] == [
        {
            "code": "DW504",
            "message": "there is no column `regoin`; did you mean `region`?",
            "line": 2,
            "column": 3,
        }
    ]


@pytest.mark.parametrize(
    ("line", "identity", "message"),
    [
        ("{", None, "the line is not JSON"),
        ("[1]", None, "the line is no JSON object"),
        ('{"id": 7, "sql": "SELECT 1"}', 7, "the line lacks dialect"),
        ('{"id": "x", "dialect": "oracle", "sql": "SELECT 1"}', "x", "`oracle` is no dialect"),
        ('{"id": "x", "dialect": ["postgres"], "sql": "SELECT 1"}', "x", "`['postgres']` is no dialect"),
        ('{"id": "x", "dialect": "postgres", "sql": 5}', "x", "`sql` is no text"),
        ("[" * 100_000, None, "the line is not JSON"),
    ],
)
def test_a_bad_line_is_told_and_the_next_is_read(line: str, identity: object, message: str) -> None:
    """One bad line spoils no batch."""
    bad, good = answers(line, query("SELECT 1 AS one"))
    assert (bad["id"], bad["ok"]) == (identity, False)
    assert bad["diagnostics"][0]["code"] == "DW531"
    assert bad["diagnostics"][0]["message"].startswith(message)
    assert good["ok"]


def test_half_a_character_is_told_and_written_as_it_came() -> None:
    """A line of UTF-8 cannot hold it, in a query or in an id."""
    line = r'{"id": "\ud800", "dialect": "postgres", "sql": "SELECT \u0027\ud800\u0027"}'
    (answer,) = transpile_lines([line], SHOP, target_of("2019"))
    assert answer.encode("utf-8")
    found = json.loads(answer)
    assert found["id"] == "\ud800"
    assert found["diagnostics"][0]["code"] == "DW501"


def test_text_may_be_compared_as_the_dialect_does() -> None:
    """`exact` puts a collation of code points around what is compared."""
    line = json.dumps(query("SELECT name FROM customers WHERE region = 'x'"))
    by_database, exact = (
        json.loads(
            next(transpile_lines([line], SHOP, target_of("2019"), session=Session(text_comparison=each)))
        )
        for each in COMPARISONS
    )
    assert "COLLATE" not in by_database["sql"]
    assert "COLLATE" in exact["sql"] or "VARBINARY" in exact["sql"]


def test_blank_lines_have_no_answer() -> None:
    """As at the end of a file."""
    assert len(answers("", "  ", query("SELECT 1 AS one"))) == 1


def test_answers_keep_the_order_of_the_lines_with_several_processes() -> None:
    """Whichever process is done first."""
    lines = [query(f"SELECT {number} AS n", number) for number in range(300)]
    found = answers(*lines, processes=2)
    assert [answer["id"] for answer in found] == list(range(300))
    assert all(answer["ok"] for answer in found)


@pytest.mark.parametrize("version", ["2016", "2017", "2019", "2022", "2025", "azure"])
def test_every_version_is_a_target(version: str) -> None:
    """Each gets a statement."""
    assert target_of(version) == Target("sqlserver", version)  # type: ignore[arg-type]
    assert answers(query("SELECT name FROM customers LIMIT 5"), target=version)[0]["ok"]


def test_duckdb_is_a_target_with_its_own_words() -> None:
    """Its parameters have a dollar, its types are DuckDB's."""
    (answer,) = answers(
        query("SELECT amount / 2 AS half FROM orders WHERE quantity > :least"), target="duckdb"
    )
    assert "$least" in answer["sql"]
    assert answer["columns"] == [{"name": "half", "type": "DOUBLE", "nullable": False}]


def test_a_target_that_there_is_not_is_refused() -> None:
    """With those that there are."""
    with pytest.raises(ValueError, match="`2014` is no target; there are 2016"):
        target_of("2014")
