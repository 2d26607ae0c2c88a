"""PostgreSQL: the engine of authors who write its dialect.

Everything happens in one transaction that is rolled back: schemas and tables never become visible to another session.
Names are made in lower case, which is what PostgreSQL takes an unquoted name for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

from compiler.catalogs.schema import TableSchema
from compiler.conformance.column_types import postgres_type
from compiler.conformance.fixtures import Fixture
from compiler.conformance.values import Answer, BoundValue, EngineFailed, Row, answer_of

Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresSession:
    """Tables of a transaction that is never committed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, query: str, values: Sequence[BoundValue] = ()) -> Answer:
        """The answer of one query whose parameters are written `$1`, `$2` in the order of `values`."""
        bound = [value.value for value in values]
        try:
            with self._connection.transaction(), psycopg.RawCursor(self._connection) as cursor:
                cursor.execute(query.encode(), bound, prepare=False)
                columns = [column.name for column in cursor.description or ()]
                return answer_of(columns, cursor.fetchall())
        except psycopg.Error as fault:
            raise EngineFailed(str(fault)) from fault


@contextmanager
def postgres_session(address: str, fixture: Fixture, zone: ZoneInfo) -> Iterator[PostgresSession]:
    """The fixture in a database, the session in `zone`. Raises EngineFailed where the server cannot be reached."""
    try:
        connection = psycopg.connect(address)
    except psycopg.OperationalError as fault:
        raise EngineFailed(str(fault)) from fault
    with connection:
        try:
            _settle(connection, zone)
            _make(connection, fixture)
            yield PostgresSession(connection)
        finally:
            connection.rollback()


def _settle(connection: Connection, zone: ZoneInfo) -> None:
    settings = {"TimeZone": zone.key, "DateStyle": "ISO, YMD", "statement_timeout": "60s"}
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, true)", (name, value))


def _make(connection: Connection, fixture: Fixture) -> None:
    schemas = {fixture.default_schema.lower(), *(table.name.schema.lower() for table in fixture.tables)}
    for schema in sorted(schemas):
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    for table in fixture.tables:
        _fill(connection, table, fixture)
    path = sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(fixture.default_schema.lower()))
    connection.execute(path)
    connection.execute("SET LOCAL transaction_read_only TO on")


def _fill(connection: Connection, table: TableSchema, fixture: Fixture) -> None:
    name = sql.Identifier(table.name.schema.lower(), table.name.table.lower())
    columns = sql.SQL(", ").join(
        sql.Identifier(column.name.lower())
        + sql.SQL(f" {postgres_type(column.type)}{'' if column.nullable else ' NOT NULL'}")
        for column in table.columns
    )
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(name, columns))
    with connection.cursor() as cursor, cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
        for row in fixture.rows_of(table):
            copy.write_row(row)
    if _holds_its_key(table, fixture.rows_of(table)):
        key = sql.SQL(", ").join(sql.Identifier(column.lower()) for column in table.primary_key)
        connection.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY ({})").format(name, key))


def _holds_its_key(table: TableSchema, rows: Sequence[Row]) -> bool:
    """Whether rows can stand under the table's primary key, on which a query may rely that groups by it.

    Rows that an author wrote down for a test need not: https://www.postgresql.org/docs/current/sql-select.html#SQL-GROUPBY
    """
    places = {column.name.lower(): at for at, column in enumerate(table.columns)}
    keys = [tuple(row[places[column.lower()]] for column in table.primary_key) for row in rows]
    return bool(table.primary_key) and len(set(keys)) == len(keys) and not any(None in key for key in keys)
