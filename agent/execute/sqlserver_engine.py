"""SQL Server over ODBC: FreeTDS's driver or Microsoft's, statements through sp_executesql, one session a thread.

The statement's text is one bound value and so is every parameter; nothing is ever put into SQL text here. What the
driver says in an error may quote rows: only its state and number are kept.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pyodbc
import structlog

from agent.execute import sqlserver_texts as texts
from agent.execute.answer import Answer, Row, encode
from agent.execute.engine import Call, DescribedColumn, SiteColumn
from agent.execute.guard import AdmittedStatement
from agent.execute.sqlserver_types import (
    SQL_SS_TIMESTAMPOFFSET,
    declaration,
    driver_value,
    input_size,
    read_datetimeoffset,
)
from agent.faults import SiteFault
from agent.settings import LimitSettings
from schemas import site_codes
from schemas.bundle.objects import Statement
from schemas.codes import Code

BATCH_ROWS = 2000
BATCH_ROWS_OF_LONG_VALUES = 16
"""Rows fetched at a time: few where a column is `max`, so that a batch of huge values stays small in memory."""

LOGIN_SECONDS = 15

_NUMBER = re.compile(r"\((\d{1,6})\)")
_LOST = ("08S01", "08001", "08003", "08004", "08007", "HYT01", "28000", "IM002", "IM003", "01000")
_BY_STATE: dict[str, Code] = {
    **dict.fromkeys(_LOST, site_codes.DATABASE_UNREACHABLE),
    "HYT00": site_codes.QUERY_TIMEOUT,
}
"""SQLSTATEs that say more than what was being done: a connection that cannot be made or is gone, a time limit."""

_log = structlog.get_logger("agent.sqlserver")


def installed_drivers() -> list[str]:
    """The ODBC drivers that this machine knows, by the names that a connection string may give."""
    return list(pyodbc.drivers())


class SqlServerEngine:
    """Opens sessions with the administrator's ODBC connection string."""

    name = "sqlserver"

    def __init__(self, connection: str, limits: LimitSettings) -> None:
        pyodbc.pooling = False  # the driver manager's pool would hand on sessions with their settings
        self._connection = connection
        self._timeout_seconds = limits.timeout_seconds
        # The server cuts longer values: so long that an answer with one is over the byte cap, and refused for that.
        self._session = (*texts.SESSION, f"SET TEXTSIZE {2 * limits.bytes + 2}")

    def connect(self) -> SqlServerSession:
        """A new session with our settings. Raises SiteFault (DW940)."""
        try:
            connection = pyodbc.connect(self._connection, autocommit=True, timeout=LOGIN_SECONDS)
            connection.timeout = self._timeout_seconds
            connection.add_output_converter(SQL_SS_TIMESTAMPOFFSET, read_datetimeoffset)
            for setting in self._session:
                connection.execute(setting).close()
        except pyodbc.Error as error:
            raise _fault(error, site_codes.DATABASE_UNREACHABLE, "connecting") from error
        return SqlServerSession(connection)

    def close(self) -> None:
        """Nothing is shared by sessions."""


class SqlServerSession:
    """One connection."""

    def __init__(self, connection: pyodbc.Connection) -> None:
        self._connection = connection
        self._running: pyodbc.Cursor | None = None
        self._lock = threading.Lock()

    def describe(self, admitted: AdmittedStatement) -> list[DescribedColumn]:
        """Result columns as sp_describe_first_result_set gives them; nothing is executed."""
        statement = admitted.statement
        parameters = declaration(statement.parameters)
        try:
            rows = self._execute(texts.DESCRIBE, [statement.sql, parameters]).fetchall()
        except pyodbc.Error as error:
            raise _fault(error, site_codes.NOT_DESCRIBABLE, admitted.digest) from error
        shown = [row for row in rows if not row.is_hidden]
        return [DescribedColumn(row.name or "", row.system_type_name) for row in shown]

    def run(self, call: Call) -> Answer:
        """Executes through sp_executesql and encodes within the caps."""
        statement = call.admitted.statement
        values = [driver_value(call.values[parameter.name]) for parameter in statement.parameters]
        if values:
            values.insert(0, declaration(statement.parameters))
        # by position: an author's parameter may be called as one of sp_executesql's own
        sql = "EXEC sys.sp_executesql ?" + ", ?" * len(values)
        try:
            self._execute(texts.ISOLATION, []).close()
            cursor = self._execute(sql, [statement.sql, *values])
            with cursor:
                batches = _batches(cursor, call.row_cap + 1, _batch_rows(statement))
                return encode(statement.columns, batches, row_cap=call.row_cap, byte_cap=call.byte_cap)
        except pyodbc.Error as error:
            raise _fault(error, site_codes.QUERY_FAILED, call.admitted.digest) from error
        finally:
            with self._lock:
                self._running = None

    def list_columns(self) -> list[SiteColumn]:
        """From the system views, which show only what the login may see."""
        try:
            rows = self._execute(texts.COLUMNS, []).fetchall()
        except pyodbc.Error as error:
            raise _fault(error, site_codes.QUERY_FAILED, "catalog") from error
        return [SiteColumn(r[0], r[1], r[2], r[3], bool(r[4]), bool(r[5]), bool(r[6])) for r in rows]

    def facts(self) -> dict[str, str | int]:
        """The database's collation and compatibility level: both change what a query means."""
        try:
            row = self._execute(texts.FACTS, []).fetchone()
        except pyodbc.Error as error:
            raise _fault(error, site_codes.QUERY_FAILED, "catalog") from error
        named = zip(("collation", "compatibility_level"), row or (), strict=False)
        return {name: value for name, value in named if value is not None}

    def write_rights(self) -> list[str]:
        """Rights on the database, and on its tables, that a reading login does not need."""
        try:
            held = [right for right in texts.RIGHTS if self._execute(texts.RIGHT, [right]).fetchval()]
            tables = self._execute(texts.WRITABLE_TABLES, []).fetchval()
        except pyodbc.Error as error:
            raise _fault(error, site_codes.QUERY_FAILED, "rights") from error
        on_tables = [f"writing to {tables} tables and views"] if tables else []
        return [f"{', '.join(held)} on the database", *on_tables] if held else on_tables

    def interrupt(self) -> None:
        """Sends an attention for the running query."""
        with self._lock:
            if self._running is not None:
                self._running.cancel()

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def _execute(self, sql: str, values: Sequence[str | int | None]) -> pyodbc.Cursor:
        cursor = self._connection.cursor()
        with self._lock:
            self._running = cursor
        if values:
            cursor.setinputsizes([input_size(value) for value in values])
        cursor.execute(sql, values)
        return cursor


def _batch_rows(statement: Statement) -> int:
    long = any("(max)" in column.type.lower() for column in statement.columns)
    return BATCH_ROWS_OF_LONG_VALUES if long else BATCH_ROWS


def _batches(cursor: pyodbc.Cursor, wanted: int, size: int) -> Iterator[Sequence[Row]]:
    while wanted > 0 and (batch := cursor.fetchmany(min(size, wanted))):
        wanted -= len(batch)
        yield batch


def _fault(error: pyodbc.Error, doing: Code, what: str) -> SiteFault:
    """The driver's error by state and number; its text stays here, because it may quote rows."""
    arguments: tuple[Any, ...] = error.args
    state = str(arguments[0]) if arguments else ""
    number = match.group(1) if (match := _NUMBER.search(str(arguments[-1]))) else "?"
    _log.warning("database error", what=what, state=state, number=number)
    # FreeTDS says HY000 without a number, which every error of the server has, where the connection broke off.
    lost = state == "HY000" and number == "0"
    code = site_codes.DATABASE_UNREACHABLE if lost else _BY_STATE.get(state, doing)
    sentence, remedy = _WORDS[code]
    return SiteFault(code, f"{sentence} (state {state}, error {number})", remedy)


_WORDS = {
    site_codes.DATABASE_UNREACHABLE: (
        "the site's SQL Server cannot be reached",
        "Check server, port, driver and login in DASHWRIGHT_CONNECTION; `dashwright-agent doctor` helps.",
    ),
    site_codes.NOT_DESCRIBABLE: (
        "SQL Server cannot describe it",
        "Compare the site's tables and the login's rights with the catalog that the bundle was compiled for.",
    ),
    site_codes.QUERY_FAILED: (
        "SQL Server refused the query",
        "The agent's log has the statement's digest; the operator can find its file and line by it.",
    ),
    site_codes.QUERY_TIMEOUT: (
        "SQL Server did not answer in time",
        "Choose a shorter period, or ask for a narrower query.",
    ),
}
