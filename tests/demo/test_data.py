"""The demo's site database: TPC-H moved to a given day, consistent, with Thai names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from demo.data import site_database

TODAY = date(2031, 3, 9)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of TODAY."""
    path = site_database(tmp_path_factory.mktemp("demo"), TODAY)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def one(site: duckdb.DuckDBPyConnection, question: str, *values: object) -> object:
    """The first value of the first row."""
    row = site.execute(question, list(values)).fetchone()
    assert row is not None
    return row[0]


def test_the_last_order_is_yesterdays(site: duckdb.DuckDBPyConnection) -> None:
    """A dashboard that opens on the last twelve months shows twelve full months."""
    assert one(site, "SELECT max(o_orderdate) FROM orders") == date(2031, 3, 8)


def test_no_line_that_is_still_to_ship_counts_as_shipped(site: duckdb.DuckDBPyConnection) -> None:
    """Status and returns follow the day that the data was moved to."""
    assert one(site, "SELECT count(*) FROM lineitem WHERE l_shipdate >= ? AND l_linestatus = 'F'", TODAY) == 0
    assert (
        one(site, "SELECT count(*) FROM lineitem WHERE l_receiptdate >= ? AND l_returnflag <> 'N'", TODAY)
        == 0
    )
    assert one(site, "SELECT count(DISTINCT o_orderstatus) FROM orders") == 3


def test_every_order_keeps_its_lines(site: duckdb.DuckDBPyConnection) -> None:
    """The joins that derive the statuses lose no row."""
    assert one(site, "SELECT count(*) FROM orders") == 150_000
    assert one(site, "SELECT count(*) FROM lineitem ANTI JOIN orders ON l_orderkey = o_orderkey") == 0


def test_countries_regions_and_customers_have_thai_names(site: duckdb.DuckDBPyConnection) -> None:
    """Thai text is in the data, not only in titles."""
    assert one(site, "SELECT count(*) FROM nation WHERE n_name_th SIMILAR TO '[\u0e00-\u0e7f]+'") == 25
    assert one(site, "SELECT count(*) FROM region") == 5
    assert one(site, "SELECT count(*) FROM customer WHERE c_name_th LIKE 'บริษัท %จำกัด'") == 15_000


def test_the_same_day_is_not_made_twice(tmp_path: Path) -> None:
    """A warm demo starts with the file that it has, and leaves none of other days behind."""
    first = site_database(tmp_path, date(2031, 3, 9))
    made = first.stat().st_mtime_ns
    assert site_database(tmp_path, date(2031, 3, 9)).stat().st_mtime_ns == made
    assert site_database(tmp_path, date(2031, 3, 10)).exists()
    assert not first.exists()
