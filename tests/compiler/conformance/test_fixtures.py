from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from compiler.catalogs.ddl import read_ddl
from compiler.conformance.column_types import NoSuchColumnType, duckdb_type, postgres_type
from compiler.conformance.engines.duckdb import duckdb_session
from compiler.conformance.engines.postgres import postgres_session
from compiler.conformance.fixtures import BadFixture, read_fixture
from compiler.conformance.generation import generated_fixture
from compiler.conformance.sqlserver_tables import create_table
from compiler.conformance.values import EngineFailed
from compiler.types.sqlserver import parse_sql_type
from tests.support.postgres import Databases

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime(2024, 3, 31, 2, 15, 30, tzinfo=ZONE)
DDL = """
CREATE SCHEMA sales
GO
CREATE TABLE sales.[Order Lines] (
    LineKey int NOT NULL PRIMARY KEY, code char(4) NULL, name nvarchar(20) NOT NULL, price money NULL,
    at datetime2(3) NULL, seen datetimeoffset NULL, sold date NOT NULL, ok bit NULL, raw varbinary(4) NULL,
    tag uniqueidentifier NULL, small tinyint NULL, ratio real NULL, hour time(0) NULL, sold_at smalldatetime NULL,
    bytes bigint NULL, size int NULL
)
"""
SCHEMA = read_ddl(DDL, describe=lambda _query, _schema: None).schema
ROW: dict[str, Any] = {
    "linekey": 1, "code": "ab", "name": "ไทย", "price": "1.25", "at": "2024-01-31T23:59:59.999",
    "seen": "2024-01-31T10:00:00", "sold": "2024-02-29", "ok": True, "raw": "0x00ff",
    "tag": "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "small": 255, "ratio": 0.5, "hour": "23:59:59",
}  # fmt: skip


def test_plain_values_take_the_types_of_their_columns() -> None:
    """A char is padded as SQL Server stores it, a moment without an offset is one of the tenant's zone."""
    (row,) = read_fixture(SCHEMA, {"sales.[Order Lines]": [ROW]}, ZONE).rows_of(SCHEMA.tables[0])
    assert row[:4] == (1, "ab  ", "ไทย", Decimal("1.2500"))
    assert row[5] == datetime(2024, 1, 31, 3, tzinfo=UTC)
    assert (row[6], row[8]) == (date(2024, 2, 29), b"\x00\xff")


def test_a_row_names_only_what_matters() -> None:
    """An unnamed column is NULL, or the zero of its type where it cannot be."""
    (row,) = read_fixture(SCHEMA, {"sales.[Order Lines]": [{"linekey": 7}]}, ZONE).rows_of(SCHEMA.tables[0])
    assert row[:7] == (7, None, "", None, None, None, date(1970, 1, 1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": None}, "is not null"),
        ({"colour": 1}, "has no column 'colour'"),
        ({"linekey": 1.5}, "is int"),
        ({"linekey": True}, "is int"),
        ({"price": "1.23456"}, "is money"),
        ({"code": "abcde"}, r"is char\(4\)"),
        ({"sold": "2024-02-30"}, "is date"),
        ({"at": "2024-01-01T00:00:00+07:00"}, "is datetime2"),
        ({"at": "2024-01-01T00:00:00.1234"}, r"is datetime2\(3\)"),
        ({"ok": "yes"}, "is bit"),
    ],
)
def test_a_row_that_the_table_could_not_hold_is_refused(change: dict[str, Any], words: str) -> None:
    """The fault names table, column and row, before any engine is asked."""
    with pytest.raises(BadFixture, match=words):
        read_fixture(SCHEMA, {"sales.[Order Lines]": [ROW | change]}, ZONE)


def test_an_unknown_table_is_refused_with_a_suggestion() -> None:
    """A slip of the pen in a test's rows is told as such."""
    with pytest.raises(BadFixture, match="did you mean"):
        read_fixture(SCHEMA, {"sales.order_lines": []}, ZONE)


@pytest.mark.postgres
def test_every_engine_gives_back_what_was_stored(databases: Databases) -> None:
    """The mapping of types loses nothing that microseconds hold."""
    fixture = read_fixture(SCHEMA, {"sales.[Order Lines]": [ROW]}, ZONE)
    stored = fixture.rows_of(SCHEMA.tables[0])
    with duckdb_session(fixture, ZONE) as duckdb:
        assert duckdb.run('SELECT * FROM sales."Order Lines"').rows == _comparable(stored)
    with postgres_session(databases.fresh(), fixture, ZONE) as postgres:
        assert postgres.run('SELECT * FROM sales."order lines"').rows == _comparable(stored)


def _comparable(rows: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(v.lower() if isinstance(v, str) and len(v) == 36 else v for v in row) for row in rows)


def test_a_query_that_fails_is_told_in_the_engine_s_words() -> None:
    """The words are the engine's own, because the author wrote its dialect."""
    fixture = read_fixture(SCHEMA, {}, ZONE)
    with duckdb_session(fixture, ZONE) as session, pytest.raises(EngineFailed, match="nothing"):
        session.run("SELECT nothing")


def test_types_that_only_sql_server_has_are_refused() -> None:
    """No fixture pretends to hold a geography."""
    for mapped in (postgres_type, duckdb_type):
        with pytest.raises(NoSuchColumnType, match="geography"):
            mapped(parse_sql_type("geography"))


def test_tables_are_written_as_the_catalog_has_them() -> None:
    """Names, types and nullability survive the way from DDL to DDL."""
    again = read_ddl(
        f"CREATE SCHEMA sales\nGO\n{create_table(SCHEMA.tables[0])}", describe=lambda _query, _schema: None
    ).schema
    assert again.tables[0].columns == SCHEMA.tables[0].columns


def test_generated_rows_are_always_the_same_and_adversarial() -> None:
    """Two runs see the same rows: keys are unique, NULL and Thai and negative numbers are among them."""
    names = [table.name for table in SCHEMA.tables]
    first, second = (generated_fixture(SCHEMA, names, {}, NOW) for _ in range(2))
    rows = first.rows_of(SCHEMA.tables[0])
    assert rows == second.rows_of(SCHEMA.tables[0])
    assert len({row[0] for row in rows}) == len(rows)
    assert any(value is None for row in rows for value in row)
    assert any(isinstance(row[2], str) and not row[2].isascii() for row in rows)
    assert any(isinstance(row[3], Decimal) and row[3] < 0 for row in rows)


def test_generated_rows_pass_the_filters_of_queries() -> None:
    """A literal that queries compare a column with stands in the column."""
    names = [table.name for table in SCHEMA.tables]
    rows = generated_fixture(SCHEMA, names, {"name": ["special"]}, NOW).rows_of(SCHEMA.tables[0])
    assert sum(row[2] == "special" for row in rows) >= 4


def test_generated_rows_stand_on_both_sides_of_the_days_that_queries_name() -> None:
    """A half-open range of days is told from a closed one only by rows at its edges."""
    literals = {
        name: ["2019-05-01", "2019-06-01", "30 days", ""] for name in ("sold", "at", "seen", "sold_at")
    }
    found = generated_fixture(SCHEMA, [SCHEMA.tables[0].name], literals, NOW, rows=200)
    values = list(zip(*found.rows_of(SCHEMA.tables[0]), strict=True))
    assert {date(2019, 4, 30), date(2019, 5, 1), date(2019, 5, 31), date(2019, 6, 1)} <= {*values[6]}
    at = {moment.isoformat() for moment in values[4] if moment is not None}
    assert {"2019-05-01T00:00:00", "2019-05-31T23:59:59.999000", "2019-06-01T00:00:00"} <= at
    assert datetime(2019, 5, 1, tzinfo=ZONE) in {*values[5]}
    assert "2019-05-31T23:59:00" in {moment.isoformat() for moment in values[13] if moment is not None}
    assert all(moment is None or moment.second == 0 for moment in values[13])


def test_generated_rows_reach_the_great_numbers_that_queries_name() -> None:
    """As far as their columns hold them, with the number before and the number after."""
    wanted = [50_000, 3_000_000_000, -40_000]
    found = generated_fixture(
        SCHEMA, [SCHEMA.tables[0].name], dict.fromkeys(("bytes", "size", "small"), wanted), NOW, rows=200
    )
    values = list(zip(*found.rows_of(SCHEMA.tables[0]), strict=True))
    assert {49_999, 50_000, 50_001, 3_000_000_001, -40_001} <= {*values[14]}
    assert {50_001, -40_000} <= {*values[15]}
    assert max(value for value in values[15] if value is not None) < 2**31
    assert max(value for value in values[10] if value is not None) < 2**8
