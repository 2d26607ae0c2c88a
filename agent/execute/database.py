"""The site's one database: the engine that the settings name, and the pool of sessions over it.

DuckDB's sessions carry the tenant's time zone, so a bundle with another zone gets a new pool; the old one ends
what it has begun.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from agent.execute.duckdb_engine import DuckDBEngine
from agent.execute.engine import Engine
from agent.execute.pool import SessionPool
from agent.faults import SiteFault
from agent.settings import Settings
from schemas import site_codes

EngineMaker = Callable[[str], Engine]
"""Makes the engine for a time zone."""


def engine_maker(settings: Settings) -> EngineMaker:
    """How to open the site's database; drivers are imported only when they are the ones."""
    connection = settings.connection.get_secret_value()
    if settings.engine == "duckdb":
        return lambda zone: DuckDBEngine(Path(connection), zone)
    try:
        from agent.execute.sqlserver_engine import SqlServerEngine  # noqa: PLC0415  # only where it is wanted
    except ImportError as error:  # pyodbc is there, the system's libodbc is not
        raise SiteFault(
            site_codes.SETTINGS,
            f"ODBC cannot be loaded: {error}",
            "Install a driver manager and a driver, such as `apt-get install unixodbc tdsodbc`.",
        ) from error

    return lambda _: SqlServerEngine(connection, settings.site.limits)


class Database:
    """Pools by time zone, one at a time."""

    def __init__(self, make: EngineMaker, *, connections: int, waiting: int) -> None:
        self._make = make
        self._connections = connections
        self._waiting = waiting
        self._open: tuple[str, SessionPool] | None = None
        self._lock = threading.Lock()

    def pool(self, zone: str) -> SessionPool:
        """The pool whose sessions are in `zone`."""
        with self._lock:
            if self._open is None or self._open[0] != zone:
                if self._open is not None:
                    self._open[1].close()
                pool = SessionPool(self._make(zone), size=self._connections, waiting=self._waiting)
                self._open = (zone, pool)
            return self._open[1]

    def any_pool(self, zone: str) -> SessionPool:
        """The open pool whatever its zone (for describing, which shows no values), else one in `zone`."""
        with self._lock:
            opened = self._open
        return opened[1] if opened is not None else self.pool(zone)

    def close(self) -> None:
        """Ends the pool."""
        with self._lock:
            if self._open is not None:
                self._open[1].close()
                self._open = None
