"""DuckDB in process: the engine of authors who write its dialect, and of sites with `engine: duckdb`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import duckdb

from compiler.catalogs.schema import TableSchema
from compiler.conformance.column_types import duckdb_type
from compiler.conformance.fixtures import Fixture
from compiler.conformance.values import Answer, BoundValue, EngineFailed, answer_of


class DuckdbSession:
    """Tables in a database in memory."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, query: str, values: Sequence[BoundValue] = ()) -> Answer:
        """The answer of one query whose parameters are written `$name`."""
        bound = {
            value.name: list(value.value) if isinstance(value.value, tuple) else value.value
            for value in values
        }
        try:
            self.connection.execute("BEGIN TRANSACTION READ ONLY")
            done = self.connection.execute(query, bound or None)
            described = done.description or ()
            reals = {place for place, column in enumerate(described) if str(column[1]) == "FLOAT"}
            return answer_of([column[0] for column in described], done.fetchall(), reals)
        except duckdb.Error as fault:
            raise EngineFailed(str(fault)) from fault
        finally:
            self.connection.rollback()


@contextmanager
def duckdb_session(fixture: Fixture, zone: ZoneInfo) -> Iterator[DuckdbSession]:
    """The fixture in DuckDB, its session in `zone`."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = ?", [zone.key])
        for schema in sorted({fixture.default_schema, *(table.name.schema for table in fixture.tables)}):
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema)}")
        for table in fixture.tables:
            _fill(connection, table, fixture)
        connection.execute(f"USE {_quoted(fixture.default_schema)}")
        yield DuckdbSession(connection)


def _fill(connection: duckdb.DuckDBPyConnection, table: TableSchema, fixture: Fixture) -> None:
    name = f"{_quoted(table.name.schema)}.{_quoted(table.name.table)}"
    columns = ", ".join(
        f"{_quoted(column.name)} {duckdb_type(column.type)}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    )
    connection.execute(f"CREATE TABLE {name} ({columns})")
    marks = ", ".join("?" for _ in table.columns)
    rows = [list(row) for row in fixture.rows_of(table)]
    if rows:
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - quoted names, bound values


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
