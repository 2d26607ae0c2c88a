"""What is written instead of a function that queries may not use is told only where it is true."""

from __future__ import annotations

import pytest

from compiler.ir.query import Query, Target
from compiler.stages.analyse import analyse
from compiler.stages.analyse.functions.instead import INSTEAD
from compiler.stages.analyse.functions.scalars import NAMED
from compiler.translate import translate
from compiler.tsql.printer.core import RULES
from compiler.tsql.unsaid import UNSAID
from tests.compiler.analyse.test_analysis_cases import SHOP

NOT_CALLED = {"comprehension", "to_map", "array_contains_all"}
"""The parser's own words for brackets and operators."""


@pytest.mark.parametrize("name", sorted(INSTEAD))
def test_no_function_that_is_translated_is_talked_away(name: str) -> None:
    """Of each name the call is refused in at least one of the dialects, on the oldest server."""
    if name in NAMED or name in NOT_CALLED:
        return
    calls = [f"SELECT {name}({', '.join(['customer_id'] * count)}) AS x FROM customers" for count in range(4)]
    for sql in calls:
        found = translate(Query(sql, "postgres"), SHOP, Target("sqlserver", "2016"))
        assert not found.ok, sql


def test_the_remedy_of_a_known_stranger_stands_before_a_name_that_is_alike() -> None:
    """`isnull` is like `nullif`, and something else; a slip of the hand still finds its word."""
    helps = {
        sql: analyse(Query(f"SELECT {sql} AS x FROM customers", "postgres"), SHOP).faults[0].help
        for sql in ("isnull(name, '')", "lenght(name)", "zzentury(name)", "crosstab(name)")
    }
    assert helps["isnull(name, '')"] == "write coalesce(a, b)"
    assert helps["lenght(name)"] == "did you mean `length`?"
    assert helps["crosstab(name)"] == INSTEAD["crosstab"]


def test_syntax_without_a_form_says_what_to_write_instead() -> None:
    """Operators and brackets that are refused have a remedy, as functions have."""
    struct = "SELECT {'id': order_id} AS x FROM orders"
    (fault,) = analyse(Query(struct, "duckdb"), SHOP).faults
    assert fault.help == INSTEAD["struct"]
    halved = "SELECT extract(epoch FROM (ordered_at - ordered_at) / 2) AS x FROM orders"
    refused = translate(Query(halved, "postgres"), SHOP, Target("sqlserver", "2019"))
    assert [fault.help for fault in refused.faults] == ["compute with extract(epoch FROM ...), its seconds"]


def test_what_is_unsaid_cannot_be_printed() -> None:
    """A kind of node is in one of the tables."""
    assert not UNSAID.keys() & RULES.keys()
    refused = translate(
        Query("SELECT array_agg(name) AS x FROM customers", "postgres"), SHOP, Target("sqlserver", "2019")
    )
    assert [(fault.code, fault.help is not None) for fault in refused.faults] == [("DW602", True)]


@pytest.mark.parametrize(("word", "meant"), [("today", "current_date"), ("Now ", "now()")])
def test_words_for_moments_are_told_as_what_the_dashboard_s_clock_says(word: str, meant: str) -> None:
    """PostgreSQL would ask the clock of its machine."""
    (fault,) = analyse(
        Query(f"SELECT name FROM customers WHERE '{word}'::date IS NULL", "postgres"), SHOP
    ).faults
    assert fault.help is not None
    assert fault.help.startswith(f"write {meant} ")
