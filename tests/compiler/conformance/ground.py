"""The ground that the probes stand on: tables, rows, the moment, and the engines of the authors' dialects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.author_text import AuthorDialect, runnable
from compiler.conformance.engines import Session
from compiler.conformance.engines.duckdb import duckdb_session
from compiler.conformance.engines.postgres import postgres_session
from compiler.conformance.fixtures import Fixture, read_fixture
from compiler.conformance.values import Answer
from tests.compiler.conformance.probe_format import Probe

HERE = Path(__file__).parent
PROBES = HERE / "probes"
DDL = (HERE / "fixture.sql").read_text()
ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime(2024, 3, 31, 2, 15, 30, 123456, tzinfo=ZONE)
"""Another day in UTC than in the zone, at a month's end."""


@cache
def schema() -> CatalogSchema:
    """The tables as a catalog."""
    return read_ddl(DDL, describe=lambda _query, _schema: None).schema  # there are no views


@cache
def fixture() -> Fixture:
    """The tables with their rows."""
    return read_fixture(schema(), json.loads((HERE / "fixture.json").read_text()), ZONE)


@contextmanager
def author_engines(postgres_address: str) -> Iterator[dict[AuthorDialect, Session]]:
    """The engines of both dialects, with the fixture."""
    with (
        postgres_session(postgres_address, fixture(), ZONE) as postgres,
        duckdb_session(fixture(), ZONE) as duckdb,
    ):
        yield {"postgres": postgres, "duckdb": duckdb}


def ask_author_engine(engine: Session, probe: Probe, dialect: AuthorDialect) -> Answer:
    """What the author's own engine answers."""
    names = {table.name.table.lower() for table in schema().tables}
    names |= {column for table in schema().tables for column in table.by_name}
    text = runnable(probe.sql, dialect, probe.parameters, NOW, frozenset(names))
    return engine.run(text.sql, text.values)
