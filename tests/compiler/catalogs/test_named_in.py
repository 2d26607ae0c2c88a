"""A query means the same against the tables that its text names as against the whole catalog."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.ir.query import Query, Target
from compiler.translate import translate
from tests.benchmarks.repositories import query
from tests.support.corpora import tpch_catalog, tpch_queries

TARGET = Target("sqlserver", "2019")
NAMES = ("orders", "Order Details", 'odd"name', "half]name", "1st", "ยอดขาย", "ที่", "a$b", "orders_2", "ΟΔΟΣ")


def catalog(*names: str) -> CatalogSchema:
    """Tables of these names, without columns."""
    return CatalogSchema(tuple(TableSchema(TableName("dbo", name), ()) for name in names))


@pytest.mark.parametrize("number", sorted(tpch_queries()))
def test_the_other_tables_change_nothing(number: str) -> None:
    """The 22 queries of TPC-H."""
    whole, sql = tpch_catalog(), tpch_queries()[number]
    narrow = whole.named_in(sql)
    assert len(narrow.tables) < len(whole.tables) or sql.count("JOIN") > 5
    asked = Query(sql, "duckdb")
    assert translate(asked, narrow, TARGET) == translate(asked, whole, TARGET)


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    st.sampled_from([" ", ", ", ".", '"', "]", "[", "(", " 1", "\n"]),
    st.booleans(),
)
def test_whatever_a_text_may_mean_is_found_as_before(words: list[str], between: str, loud: bool) -> None:
    """Names that follow one another in any way, in any case."""
    text = between.join(words)
    whole = catalog(*NAMES)
    narrow = whole.named_in(text.upper() if loud else text)
    for name in words:
        assert narrow.find(name) == whole.find(name)


def test_the_same_tables_are_the_same_catalog() -> None:
    """So that looking one up by what it holds costs nothing."""
    whole = catalog(*NAMES)
    assert whole.named_in("FROM orders") is whole.named_in("FROM ORDERS o")


def test_the_queries_of_the_benchmarks_differ() -> None:
    """No two numbers give one query."""
    assert len({query(number) for number in range(5000)}) == 5000
