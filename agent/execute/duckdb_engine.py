"""DuckDB in a file: read-only, no file or network access from SQL, its configuration locked.

The tenant's time zone is the session's, because DuckDB reads and shows TIMESTAMPTZ in it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import structlog

from agent.execute.answer import Answer, Row, encode
from agent.execute.binding import BoundValue
from agent.execute.engine import Call, DescribedColumn, SiteColumn
from agent.execute.guard import AdmittedStatement
from agent.faults import SiteFault
from schemas import site_codes

BATCH_ROWS = 2000
CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
}

_log = structlog.get_logger("agent.duckdb")


class DuckDBEngine:
    """One database file, opened once; sessions are its cursors."""

    name = "duckdb"

    def __init__(self, path: Path, zone: str) -> None:
        self._path = path
        self._zone = zone
        self._base: duckdb.DuckDBPyConnection | None = None
        self._lock = threading.Lock()

    def connect(self) -> DuckDBSession:
        """A cursor of the file's one instance. Raises SiteFault (DW940)."""
        return DuckDBSession(self.open().cursor())

    def open(self) -> duckdb.DuckDBPyConnection:
        """The file's one instance, opened when it is not yet. Raises SiteFault (DW940)."""
        with self._lock:
            try:
                if self._base is None:
                    self._base = self._configured()
            except duckdb.Error as error:
                _log.warning("database not opened", error=type(error).__name__)
                raise SiteFault(
                    site_codes.DATABASE_UNREACHABLE,
                    "the site's DuckDB file cannot be opened read-only",
                    "Check the path in DASHWRIGHT_CONNECTION, and that no other program has the file open for writing.",
                ) from error
            return self._base

    def close(self) -> None:
        """Closes the file; open sessions end."""
        with self._lock:
            if self._base is not None:
                self._base.close()
                self._base = None

    def _configured(self) -> duckdb.DuckDBPyConnection:
        base = duckdb.connect(str(self._path), read_only=True, config=CONFIGURATION)
        zone = self._zone.replace("'", "''")  # an IANA name by the contract; SET takes no bound values
        base.execute(f"SET GLOBAL TimeZone = '{zone}'")
        base.execute("SET lock_configuration = true")
        return base


class DuckDBSession:
    """A cursor of the engine's connection."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def describe(self, admitted: AdmittedStatement) -> list[DescribedColumn]:
        """Result columns as DuckDB binds them; nothing is executed."""
        statement = admitted.statement
        values = {parameter.name: None for parameter in statement.parameters}
        try:
            rows = self._cursor.execute(f"DESCRIBE {statement.sql}", values).fetchall()
        except duckdb.Error as error:
            _log.warning("statement not described", statement=admitted.digest, error=type(error).__name__)
            raise SiteFault(
                site_codes.NOT_DESCRIBABLE,
                f"DuckDB cannot describe it ({_kind(error)})",
                "Compare the site's tables with the catalog that the bundle was compiled for.",
            ) from error
        return [DescribedColumn(row[0], row[1]) for row in rows]

    def run(self, call: Call) -> Answer:
        """Executes and encodes within the caps."""
        statement = call.admitted.statement
        try:
            self._cursor.execute(statement.sql, _driver_values(call.values))
            return encode(
                statement.columns,
                self._batches(call.row_cap + 1),
                row_cap=call.row_cap,
                byte_cap=call.byte_cap,
            )
        except duckdb.Error as error:
            _log.warning("query failed", statement=call.admitted.digest, error=type(error).__name__)
            raise SiteFault(
                site_codes.QUERY_FAILED,
                f"DuckDB refused the query ({_kind(error)})",
                "The agent's log has the statement's digest; the operator can find its file and line by it.",
            ) from error

    def list_columns(self) -> list[SiteColumn]:
        """From INFORMATION_SCHEMA."""
        sql = (
            "SELECT c.table_schema, c.table_name, c.column_name, c.data_type, c.is_nullable = 'YES', t.table_type = 'VIEW' "
            "FROM information_schema.columns AS c "
            "JOIN information_schema.tables AS t USING (table_catalog, table_schema, table_name) "
            "WHERE c.table_schema NOT IN ('information_schema', 'pg_catalog') ORDER BY 1, 2, c.ordinal_position"
        )
        try:
            return [SiteColumn(*row) for row in self._cursor.execute(sql).fetchall()]
        except duckdb.Error as error:
            raise SiteFault(
                site_codes.QUERY_FAILED, f"DuckDB does not list its columns ({_kind(error)})"
            ) from error

    def facts(self) -> dict[str, str | int]:
        """None: DuckDB compares text by its bytes, in every version."""
        return {}

    def write_rights(self) -> list[str]:
        """None: the file is opened read-only."""
        return []

    def interrupt(self) -> None:
        """DuckDB stops the running query with an InterruptException."""
        self._cursor.interrupt()

    def close(self) -> None:
        """Ends the cursor."""
        self._cursor.close()

    def _batches(self, wanted: int) -> Iterator[Sequence[Row]]:
        while wanted > 0 and (batch := self._cursor.fetchmany(min(BATCH_ROWS, wanted))):
            wanted -= len(batch)
            yield batch


def _driver_values(values: Mapping[str, BoundValue]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _kind(error: duckdb.Error) -> str:
    """DuckDB's name for the kind of error, which unlike its text never quotes data."""
    return type(error).__name__.removesuffix("Exception")
