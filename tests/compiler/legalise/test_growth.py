from __future__ import annotations

import pytest

from tests.compiler.legalise.pairs import translated


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
