"""SQL Server over ODBC: statements run through sp_executesql with declared types, as the agent at the site runs them.

A scratch database is made for the fixture, in the catalog's collation, and dropped at the end.
"""

from __future__ import annotations

import json
import random
import re
import secrets
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from time import monotonic, sleep
from typing import Any, TypeVar

import pyodbc

from compiler.catalogs.schema import ColumnSchema, TableSchema
from compiler.conformance.fixtures import Fixture
from compiler.conformance.sqlserver_tables import create_table, quoted, table_name
from compiler.conformance.values import Answer, BoundValue, EngineFailed, Row, Value, answer_of

MAX_PARAMETERS = 2000
"""SQL Server takes 2,100 parameters in a request; some are the driver's own."""

MAX_ROWS_OF_VALUES = 1000
"""Rows of one VALUES, by SQL Server's own limit."""

SS_TIMESTAMPOFFSET = -155
"""ODBC's number for datetimeoffset, which pyodbc leaves to its user."""

CONNECT_SECONDS = 15
PATIENCE_SECONDS = 15
CREATION_SECONDS = 60

TAKEN = re.compile(r"\((?:1807|1205)\)|concurrently updated|deadlock detected")
"""What a server answers all but one of several sessions that make databases at once: come back later. They are SQL Server's
messages 1807 (the model database is locked) and 1205 (deadlock), and the words of another engine that speaks T-SQL.
https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors-1000-to-1999
"""

ANY_FAULT = re.compile("")
T = TypeVar("T")


REAL_BITS = 24
"""The precision that ODBC tells of a column of type real; of a float it is 53."""


class SqlServerSession:
    """Tables in a scratch database. A connection that a query broke is replaced before the next one."""

    def __init__(self, odbc: str, database: str) -> None:
        self._odbc = odbc
        self._database = database
        self._connection = _connect(odbc, database)

    def run(self, query: str, values: Sequence[BoundValue] = ()) -> Answer:
        """The answer of one query whose parameters are written `@name`."""
        call, arguments = executesql(query, values)
        try:
            with closing(self._connection.cursor()) as cursor:
                cursor.execute(call, arguments)
                described = cursor.description or ()
                reals = {place for place, column in enumerate(described) if _is_real(column)}
                return answer_of([column[0] for column in described], cursor.fetchall(), reals)
        except pyodbc.Error as fault:
            self._revive()
            raise EngineFailed(_words(fault)) from fault

    def fill(self, fixture: Fixture) -> None:
        """Makes the tables and their rows. Raises EngineFailed."""
        try:
            _make(self._connection, fixture)
        except pyodbc.Error as fault:
            raise EngineFailed(_words(fault)) from fault

    def close(self) -> None:
        """Ends the connection, so that the database can be dropped."""
        self._connection.close()

    def _revive(self) -> None:
        try:
            self._connection.execute("SELECT 1").fetchall()
        except pyodbc.Error:  # the query took the connection with it
            self._connection.close()
            self._connection = _patiently(lambda: _connect(self._odbc, self._database))


def executesql(sql: str, values: Sequence[BoundValue]) -> tuple[str, list[Value]]:
    """The call of sp_executesql and the values to bind: the statement, the declarations, then each parameter."""
    if not values:
        return "EXEC sp_executesql ?", [sql]
    declared = ", ".join(f"@{value.name} {value.type}" for value in values)
    given = ", ".join(f"@{value.name} = ?" for value in values)
    return f"EXEC sp_executesql ?, ?, {given}", [sql, declared, *(_parameter(value) for value in values)]


def _parameter(value: BoundValue) -> Value:
    if value.many:
        members = value.value if isinstance(value.value, tuple) else (value.value,)
        return json.dumps([_json(member) for member in members], ensure_ascii=False)
    return _offset_text(value.value) if isinstance(value.value, datetime) else value.value


def _json(value: Value) -> str | int | float | bool | None:
    """A member of a list as OPENJSON reads it: decimals and dates as text, so that nothing is rounded."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


@contextmanager
def sqlserver_session(
    odbc: str, fixture: Fixture, collation: str | None = None
) -> Iterator[SqlServerSession]:
    """The fixture in a scratch database. Raises EngineFailed where the server cannot be reached or refuses a table."""
    name, session = _patiently(lambda: _opened(odbc, fixture, collation), CREATION_SECONDS, TAKEN)
    try:
        with closing(session):
            yield session
    finally:
        _drop(odbc, name)


def _opened(odbc: str, fixture: Fixture, collation: str | None) -> tuple[str, SqlServerSession]:
    """A new scratch database and a session on it; no database is left behind where that fails. Raises EngineFailed."""
    name = f"dashwright_conformance_{secrets.token_hex(6)}"
    _administer(odbc, f"CREATE DATABASE [{name}]" + (f" COLLATE {collation}" if collation else ""))
    with ExitStack() as undone:
        undone.callback(_drop, odbc, name)
        session = undone.enter_context(closing(SqlServerSession(odbc, name)))
        session.fill(fixture)
        undone.pop_all()
    return name, session


def _administer(odbc: str, statement: str) -> None:
    """Runs a statement over a connection of its own. Raises EngineFailed."""
    with closing(_connect(odbc)) as connection:
        try:
            connection.execute(statement)
        except pyodbc.Error as fault:
            raise EngineFailed(_words(fault)) from fault


def _drop(odbc: str, name: str) -> None:
    """Drops the scratch database; a session that a query broke may hold it for some seconds more."""
    try:
        _patiently(lambda: _administer(odbc, f"DROP DATABASE [{name}]"))
    except EngineFailed as fault:
        raise EngineFailed(f"the scratch database {name} is left behind: {fault}") from fault


def _patiently(
    attempt: Callable[[], T], seconds: float = PATIENCE_SECONDS, passing: re.Pattern[str] = ANY_FAULT
) -> T:
    """What `attempt` gives, once it succeeds within `seconds`; after that, or for a fault that will not pass, what it raises."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        try:
            return attempt()
        except EngineFailed as fault:
            if not passing.search(str(fault)):
                raise
            sleep(random.uniform(0.1, 0.5))  # noqa: S311 - so that two that met do not meet again
    return attempt()


def _connect(odbc: str, database: str = "master") -> Any:
    pyodbc.pooling = False  # a pooled connection would keep the scratch database from being dropped
    try:
        connection = pyodbc.connect(odbc, autocommit=True, timeout=CONNECT_SECONDS)
        connection.execute(f"USE [{database}]")
    except pyodbc.Error as fault:
        raise EngineFailed(_words(fault)) from fault
    connection.add_output_converter(SS_TIMESTAMPOFFSET, _moment)
    return connection


def _words(fault: pyodbc.Error) -> str:
    return ": ".join(str(part) for part in fault.args)


def _make(connection: Any, fixture: Fixture) -> None:
    for schema in sorted({table.name.schema for table in fixture.tables} - {"dbo"}):
        connection.execute(f"CREATE SCHEMA {quoted(schema)}")
    for table in fixture.tables:
        connection.execute(create_table(table))
        _insert(connection, table, fixture.rows_of(table))


def _insert(connection: Any, table: TableSchema, rows: Sequence[Row]) -> None:
    marks = "(" + ", ".join(f"CAST(? AS {column.type})" for column in table.columns) + ")"
    size = min(MAX_ROWS_OF_VALUES, max(1, MAX_PARAMETERS // len(table.columns)))
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        statement = f"INSERT INTO {table_name(table)} VALUES " + ", ".join([marks] * len(part))  # noqa: S608 - quoted names, bound values
        values = [_stored(value, c) for row in part for value, c in zip(row, table.columns, strict=True)]
        connection.execute(statement, values)


def _stored(value: Value, column: ColumnSchema) -> Value:
    """Moments and numbers travel as text in ISO form, so that no driver rounds them on the way.

    The text of a datetime has three digits of a second at most (Msg 241).
    https://learn.microsoft.com/sql/t-sql/data-types/datetime-transact-sql#supported-string-literal-formats-for-datetime
    """
    match value:
        case datetime():
            digits = "milliseconds" if column.type.base in {"datetime", "smalldatetime"} else "microseconds"
            return _offset_text(value) if value.tzinfo else value.isoformat(timespec=digits)
        case date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value


def _offset_text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _moment(raw: bytes) -> datetime:
    """SQL_SS_TIMESTAMPOFFSET_STRUCT: six shorts and an unsigned int of nanoseconds, then the offset's hours, minutes."""
    year, month, day, hour, minute, second, nanoseconds, offset_hours, offset_minutes = struct.unpack(
        "<6hI2h", raw
    )
    zone = timezone(timedelta(hours=offset_hours, minutes=offset_minutes))
    return datetime(year, month, day, hour, minute, second, nanoseconds // 1000, zone)


def _is_real(column: Sequence[Any]) -> bool:
    """Whether a column, as a cursor describes it, holds 32-bit floats."""
    _, kind, _, _, precision, *_ = column
    return kind is float and precision <= REAL_BITS
