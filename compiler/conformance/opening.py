"""Opening an engine by what a command line says; each engine's module, and its driver, is imported only here."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from compiler.conformance.engines import Session
from compiler.conformance.fixtures import Fixture
from compiler.conformance.postgres_server import running

EngineKind = Literal["postgres", "duckdb", "sqlserver"]
_DRIVERS: dict[EngineKind, str] = {"postgres": "psycopg[binary]", "duckdb": "duckdb", "sqlserver": "pyodbc"}


class EngineMissing(Exception):
    """An engine that is needed and neither given nor installed; the message says what to do."""


@dataclass
class Engines:
    """Where the engines are: a PostgreSQL and a SQL Server that were given, or None."""

    postgres: str | None = None
    sqlserver: str | None = None

    def open(self, kind: EngineKind, fixture: Fixture, zone: ZoneInfo) -> AbstractContextManager[Session]:
        """A session with the fixture. Raises EngineMissing; opening it raises EngineFailed."""
        opener = getattr(_module(kind), f"{kind}_session")
        session: AbstractContextManager[Session]
        if kind == "duckdb":
            session = opener(fixture, zone)
        elif kind == "postgres":
            session = opener(self._needed(self.postgres, "--postgres URL"), fixture, zone)
        else:
            session = opener(self._needed(self.sqlserver, "--sqlserver ODBC-STRING"), fixture)
        return session

    def _needed(self, address: str | None, option: str) -> str:
        if address is None:
            raise EngineMissing(f"these queries need an engine that was not given; add {option}")
        return address


@contextmanager
def with_postgres(engines: Engines, needed: bool) -> Iterator[Engines]:
    """The engines with a PostgreSQL: the one given, or where `needed` one that runs as long as the context.

    Raises PostgresNotStarted.
    """
    if engines.postgres is not None or not needed:
        yield engines
        return
    with running() as server:
        yield Engines(server.url(), engines.sqlserver)


def _module(kind: EngineKind) -> object:
    try:
        return importlib.import_module(f"compiler.conformance.engines.{kind}")
    except ModuleNotFoundError as fault:
        if fault.name is None or fault.name.startswith("compiler"):
            raise
        raise EngineMissing(
            f"the driver for {kind} is not installed: pip install '{_DRIVERS[kind]}'"
        ) from fault
