"""The ground that the probes stand on: tables, rows, the moment, and the engines of the authors' dialects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.author_query import is_ordered, names_of
from compiler.conformance.author_text import AuthorDialect, runnable
from compiler.conformance.engines import Session
from compiler.conformance.engines.duckdb import duckdb_session
from compiler.conformance.engines.postgres import postgres_session
from compiler.conformance.fixtures import Fixture, read_fixture
from compiler.conformance.values import Answer, BoundValue
from compiler.ir.query import (
    DeclaredParameter,
    EmittedParameter,
    EmittedStatement,
    Query,
    Target,
    Translation,
    Version,
)
from compiler.translate import translate
from schemas.bundle.objects import ParameterSource
from tests.compiler.conformance.probe_format import Probe, read_rows

HERE = Path(__file__).parent
PROBES = HERE / "probes"
DDL = (HERE / "fixture.sql").read_text()
ZONE = ZoneInfo("Asia/Bangkok")
VERSIONS: tuple[Version, ...] = get_args(Version)
NUMBERED: tuple[Version, ...] = tuple(version for version in VERSIONS if version.isdigit())
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


@dataclass(frozen=True)
class Case:
    """A probe in one dialect."""

    probe: Probe
    dialect: AuthorDialect

    @property
    def query(self) -> Query:
        """The probe as a dashboard would have it."""
        return Query(self.probe.sql, self.dialect, tuple(_declared(self.probe)), timezone=ZONE.key)

    def expected(self) -> Answer:
        """The rows that the author's engine gave when the probe was recorded."""
        return Answer((), read_rows(self.probe.rows[self.dialect]))

    @property
    def is_ordered(self) -> bool:
        """Whether the order of the rows is part of the answer."""
        return is_ordered(self.probe.sql, self.dialect)

    def translated(self, version: Version) -> Translation:
        """What the compiler makes of it for a version of SQL Server."""
        return translate(self.query, schema(), Target("sqlserver", version))


def _declared(probe: Probe) -> Iterator[DeclaredParameter]:
    for name, given in probe.parameters.items():
        base, _, part = name.partition(".")
        source = ParameterSource(
            kind="parameter", name=base, part="start" if part == "start" else "end" if part else None
        )
        yield DeclaredParameter(name, given.type, source, many=isinstance(given.value, tuple))


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
    text = runnable(probe.sql, dialect, probe.parameters, NOW, names_of(schema()))
    return engine.run(text.sql, text.values)


def bound_values(statement: EmittedStatement, probe: Probe) -> list[BoundValue]:
    """The parameters of a probe's statement with their values."""
    return [BoundValue(each.name, each.type, _value(each, probe), each.many) for each in statement.parameters]


def _value(parameter: EmittedParameter, probe: Probe) -> Any:
    if parameter.source.kind == "now":
        return NOW
    return probe.parameters[".".join(filter(None, (parameter.source.name, parameter.source.part)))].value
