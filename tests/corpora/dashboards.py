"""The corpus of dashboard queries: what teams in subscription software, shops, finance and operations put on their pages.

`dashboards.jsonl` has the queries, `dashboards.sql` their tables; the rows are made as `dashwright verify` makes them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from compiler.catalogs.ddl import read_ddl
from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.author_query import Choices, literals_of
from compiler.conformance.author_text import AuthorDialect, ParameterValue
from compiler.conformance.fixtures import Fixture
from compiler.conformance.generation import generated_fixture
from compiler.conformance.values import Row
from compiler.conformance.verification import MOMENT
from compiler.ir.query import DeclaredParameter, Query
from schemas.bundle.objects import ParameterSource

HERE = Path(__file__).parent
DDL = (HERE / "dashboards.sql").read_text()
ZONE = ZoneInfo("Asia/Bangkok")
NOW = MOMENT.replace(tzinfo=ZONE)
ROWS = 40
DOCUMENTS = ('{"browser": "firefox", "n": 3}', '{"browser": "chrome"}', "{}", '{"browser": "ไทย"}', None)
"""What stands in a column of JSON, of which a generator of texts knows nothing."""


@dataclass(frozen=True)
class DashboardQuery:
    """A query of the corpus with the values that a viewer chose."""

    id: str
    dialect: AuthorDialect
    sql: str
    parameters: dict[str, ParameterValue] = field(default_factory=dict)

    @property
    def query(self) -> Query:
        """The query as a dashboard would have it."""
        return Query(self.sql, self.dialect, tuple(_declared(n, v) for n, v in self.parameters.items()))

    @property
    def choices(self) -> Choices:
        """What the viewer chose, and when."""
        return Choices(NOW, self.parameters)


@cache
def schema() -> CatalogSchema:
    """The tables as a catalog."""
    return read_ddl(DDL, describe=lambda _query, _schema: None).schema  # there are no views


@cache
def queries() -> tuple[DashboardQuery, ...]:
    """The corpus, in its order."""
    lines = (HERE / "dashboards.jsonl").read_text().splitlines()
    return tuple(_query(json.loads(line)) for line in lines)


@cache
def fixture() -> Fixture:
    """Rows of every table, the same in every run."""
    literals = literals_of([query.sql for query in queries()], "postgres")
    names = [table.name for table in schema().tables]
    made = generated_fixture(schema(), names, literals, NOW, ROWS)
    events = next(table for table in made.tables if table.name.table == "events")
    at = [column.name for column in events.columns].index("properties")
    rows = tuple(_with_document(row, at, number) for number, row in enumerate(made.rows_of(events)))
    return Fixture(made.tables, {**made.rows, events.name: rows}, made.default_schema)


def _with_document(row: Row, at: int, number: int) -> Row:
    return (*row[:at], DOCUMENTS[number % len(DOCUMENTS)], *row[at + 1 :])


def _query(line: dict[str, Any]) -> DashboardQuery:
    values = {name: _value(*given) for name, given in line.get("parameters", {}).items()}
    return DashboardQuery(line["id"], line["dialect"], line["sql"], values)


def _value(kind: Any, value: Any) -> ParameterValue:
    if kind == "date":
        return ParameterValue(kind, date.fromisoformat(value))
    return ParameterValue(kind, tuple(value) if isinstance(value, list) else value)


def _declared(name: str, given: ParameterValue) -> DeclaredParameter:
    base, _, part = name.partition(".")
    source = ParameterSource(
        kind="parameter", name=base, part="start" if part == "start" else "end" if part else None
    )
    return DeclaredParameter(name, given.type, source, many=isinstance(given.value, tuple))
