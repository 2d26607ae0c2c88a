from __future__ import annotations

from collections.abc import Callable

import pytest

from compiler.ir.query import SourceDialect
from schemas.resources.base import TextComparison
from tests.compiler.legalise.pairs import translated

DIALECTS: tuple[SourceDialect, ...] = ("postgres", "duckdb", "tsql")
COMPARISONS: tuple[TextComparison, ...] = ("database", "exact")


def test_a_deep_expression_is_translated() -> None:
    """An expression two hundred levels deep is no difficulty."""
    sql = "SELECT " + "(" * 200 + "a" + " + 1)" * 200 + " AS x FROM t"
    assert not translated(sql, "postgres").faults


def test_a_wide_query_is_translated() -> None:
    """Five hundred columns are no difficulty."""
    columns = ", ".join(f"a + {at} AS c{at}" for at in range(500))
    assert not translated(f"SELECT {columns} FROM t", "postgres").faults


def test_repeated_conditions_do_not_explode() -> None:
    """A condition inside a condition as a value is repeated at every level: beyond a stated size the query is refused."""
    condition = "a > 1"
    for _ in range(30):
        condition = f"({condition}) = (b > 1)"
    faults = translated(f"SELECT id FROM t WHERE {condition}", "postgres").faults
    assert {fault.code for fault in faults} == {"DW607"}


@pytest.mark.parametrize("length", [50, 1000])
def test_long_chains_are_translated(length: int) -> None:
    """A chain of conditions needs no depth."""
    chain = " OR ".join(f"a = {at}" for at in range(length))
    assert not translated(f"SELECT id FROM t WHERE {chain}", "postgres").faults


def size(sql: str, text: TextComparison) -> int:
    """Characters of the T-SQL of a query."""
    translation = translated(sql, "postgres", text=text)
    assert not translation.faults, translation.faults
    return len(translation.statements[frozenset()].sql)


def columns(count: int) -> str:
    """A query of so many columns, each a condition as a value."""
    return f"SELECT {', '.join(f's = s2 AS c{at:03}' for at in range(count))} FROM t"


def nested(count: int) -> str:
    """Expressions inside one another, so many deep."""
    opening, closing = "coalesce(" * count, ", 'x')" * count
    return f"SELECT {opening}s{closing} AS x FROM t"


def listed(count: int) -> str:
    """A list of so many texts."""
    return f"SELECT id FROM t WHERE s IN ({', '.join(repr(f'{at:04}') for at in range(count))})"


@pytest.mark.parametrize("text", COMPARISONS)
@pytest.mark.parametrize(("make", "count"), [(columns, 250), (nested, 100), (listed, 1000)])
def test_text_grows_with_the_query(make: Callable[[int], str], count: int, text: TextComparison) -> None:
    """Twice the query is twice the T-SQL, and no more."""
    assert size(make(2 * count), text) < 2.2 * size(make(count), text)


@pytest.mark.parametrize("text", COMPARISONS)
@pytest.mark.parametrize("call", ["greatest({}, s2)", "nullif(upper({}), s2)", "CASE {} WHEN 'a' THEN s END"])
def test_what_doubles_at_every_level_is_refused_once(call: str, text: TextComparison) -> None:
    """Beyond a stated size the first repetition too many ends the translation: one fault, not one for each level."""
    sql = "s"
    for _ in range(120):
        sql = call.format(sql)
    faults = translated(f"SELECT {sql} AS x FROM t", "postgres", text=text).faults
    assert [fault.code for fault in faults] in ([], ["DW607"])


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "sql",
    [
        f"SELECT {'(' * 5000}a{')' * 5000} AS x FROM t",
        f"SELECT {'(' * 5000}a AS x FROM t",
        f"SELECT a FROM t WHERE {'NOT ' * 5000}a = 1",
        f"SELECT {'- ' * 5000}a AS x FROM t",
        f"SELECT {'CASE WHEN a = 1 THEN ' * 2000}a{' END' * 2000} AS x FROM t",
        f"SELECT a FROM {'(SELECT a FROM ' * 2000}t{') x' * 2000}",
        f"SELECT a FROM t WHERE {' OR '.join(f'a = {at}' for at in range(5000))}",
        f"SELECT a FROM t WHERE a IN ({','.join(map(str, range(160_000)))})",
        f"SELECT '{'x' * 1_000_000}' AS x FROM t",
        f"SELECT a FROM t /* {'x' * 1_000_000} */",
    ],
    ids=["brackets", "open", "not", "minus", "case", "derived", "chain", "list", "text", "comment"],
)
def test_a_query_beyond_the_limits_is_refused_with_a_place(sql: str, dialect: SourceDialect) -> None:
    """Too long or too deep is one clear fault, whatever the dialect, and never a fault of the compiler."""
    (fault,) = translated(sql, dialect).faults
    assert fault.code == "DW510"
    assert fault.line == 1
