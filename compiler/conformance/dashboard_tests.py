"""`dashwright test`: a dashboard's own tests, rows in and rows out, on the engine of the author's dialect.

Where a SQL Server is given, the statement that would be shipped is held to the same rows. A test sees the dashboard, not
the viewer: row filters of the tenant are left out. Of an expected row only the columns that it names are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.author_query import Choices, author_query, is_ordered, names_of
from compiler.conformance.author_text import ParameterValue
from compiler.conformance.choices import BadValue, given_values
from compiler.conformance.comparison import Difference, compare
from compiler.conformance.engines import Session
from compiler.conformance.fixtures import BadFixture, read_fixture
from compiler.conformance.hidden_columns import named_hidden_columns, with_hidden_columns
from compiler.conformance.opening import EngineKind, Engines
from compiler.conformance.site_values import bound_values
from compiler.conformance.values import Answer, EngineFailed, NoCounterpart, Value
from compiler.ir.query import Query, Translation
from compiler.ir.translated import TranslatedDashboard, TranslatedTenant
from compiler.translate import translate
from schemas.resources.dashboard import DashboardTest, Parameter

DEFAULT_NOW = "2024-03-31T02:15:30"
"""When a test happens that does not say: another day in UTC than in Bangkok, the end of a month."""


class BadTest(ValueError):
    """A test that cannot be run as it is written."""


@dataclass(frozen=True)
class TestResult:
    """What came of one expectation on one engine: `failure` None where it holds.

    `columns` are those of the rows of `difference`: the ones that the expectation names, all where it expects no row.
    """

    __test__ = False  # it is no test of pytest's

    name: str
    failure: str | None = None
    difference: Difference | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Case:
    """One test: its queries by widget, without row filters, and what the viewer chose."""

    name: str
    test: DashboardTest
    queries: Mapping[str, Query]
    values: Mapping[str, ParameterValue]
    empty: frozenset[str]
    now: datetime


def run_tests(tenant: TranslatedTenant, engines: Engines) -> Iterator[TestResult]:
    """A result for each widget that a test expects rows of, on each engine. Raises EngineMissing, EngineFailed."""
    if tenant.schema is None:
        return
    zone = ZoneInfo(tenant.rendered.resolved.tenant.timezone)
    for dashboard in tenant.dashboards:
        for test in dashboard.rendered.resolved.model.tests:
            place = f"{tenant.slug}/{dashboard.rendered.resolved.slug}: {test.name}"
            try:
                case = _case(place, dashboard, test, zone)
                yield from _results(case, tenant, tenant.schema, engines)
            except (BadTest, BadFixture, BadValue) as fault:
                yield TestResult(place, str(fault))


def _case(place: str, dashboard: TranslatedDashboard, test: DashboardTest, zone: ZoneInfo) -> _Case:
    known = {widget.rendered.widget.id: widget.query for widget in dashboard.widgets}
    queries: dict[str, Query] = {}
    for name in test.expect:
        query = known.get(name)
        if query is None:
            raise BadTest(f"the dashboard has no widget {name!r} with a query")
        own = tuple(found for found in query.parameters or () if found.source.kind == "parameter")
        queries[name] = replace(query, row_filters=(), parameters=own)
    parameters = [found.rendered.parameter for found in dashboard.parameters]
    if unknown := sorted(test.parameters.keys() - {parameter.id for parameter in parameters}):
        raise BadTest(f"the dashboard has no parameter {unknown[0]!r}")
    now = _moment(test.now or DEFAULT_NOW, zone)
    values, empty = _choices(parameters, test.parameters, now)
    return _Case(place, test, queries, values, empty, now)


def _choices(
    parameters: Sequence[Parameter], given: Mapping[str, Any], now: datetime
) -> tuple[dict[str, ParameterValue], frozenset[str]]:
    """Values by the name that queries use, and the parameters for which nothing is chosen."""
    values: dict[str, ParameterValue] = {}
    empty = set()
    for parameter in parameters:
        chosen = given.get(parameter.id, parameter.default)
        if chosen not in (None, []):
            values |= given_values(parameter, chosen, now)
        elif parameter.empty == "all":
            empty.add(parameter.id)
        elif parameter.many:
            values[parameter.id] = ParameterValue(
                "text" if parameter.type == "date_range" else parameter.type, ()
            )
        else:
            raise BadTest(f"the parameter {parameter.id!r} needs a value")
    return values, frozenset(empty)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadTest(f"{text!r} is no date and time in ISO 8601") from None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _results(
    case: _Case, tenant: TranslatedTenant, schema: CatalogSchema, engines: Engines
) -> Iterator[TestResult]:
    zone = ZoneInfo(tenant.rendered.resolved.tenant.timezone)
    fixture = read_fixture(_with_hidden_columns(case, schema), case.test.rows, zone)
    for kind in _kinds(case, tenant, engines):
        with engines.open(kind, fixture, zone) as session:
            for widget, query in case.queries.items():
                place = f"{case.name}: {widget} on {kind}"
                got = _answer(kind, session, case, (query, translate(query, schema, tenant.target)), schema)
                yield TestResult(place, got) if isinstance(got, str) else _judged(place, case, widget, got)


def _with_hidden_columns(case: _Case, schema: CatalogSchema) -> CatalogSchema:
    """The tables that a test fills: with the hidden columns that its queries or its rows name."""
    queries = (query.sql for query in case.queries.values())
    rows = (name for rows in case.test.rows.values() for row in rows for name in row)
    return with_hidden_columns(schema, named_hidden_columns(schema, [*queries, *rows]))


def _kinds(case: _Case, tenant: TranslatedTenant, engines: Engines) -> list[EngineKind]:
    dialects = {query.dialect for query in case.queries.values()}
    kinds: list[EngineKind] = [dialect for dialect in sorted(dialects) if dialect != "tsql"]
    wanted = engines.sqlserver is not None or "tsql" in dialects
    return [*kinds, "sqlserver"] if wanted and tenant.target.engine == "sqlserver" else kinds


def _answer(
    kind: EngineKind, session: Session, case: _Case, asked: tuple[Query, Translation], schema: CatalogSchema
) -> Answer | str:
    """The rows of a widget on one engine, or why there are none."""
    query, translation = asked
    if not translation.ok:
        return "the query has faults; see `dashwright check`"
    empty = case.empty & frozenset().union(*translation.statements)
    choices = Choices(case.now, case.values, empty)
    try:
        if kind == "sqlserver":
            statement = translation.statements[empty]
            return session.run(statement.sql, bound_values(statement, choices))
        if query.dialect == "tsql":
            return "T-SQL is tested on a SQL Server only"
        text = author_query(query, query.dialect, choices, names_of(schema))
        return session.run(text.sql, text.values)
    except (EngineFailed, NoCounterpart) as fault:
        return str(fault)


def _judged(place: str, case: _Case, widget: str, got: Answer) -> TestResult:
    expected = case.test.expect[widget]
    names = list(dict.fromkeys(name for row in expected for name in row)) if expected else list(got.columns)
    positions = {column.lower(): at for at, column in enumerate(got.columns)}
    if unknown := [name for name in names if name.lower() not in positions]:
        return TestResult(
            place, f"the query returns no column {unknown[0]!r}; it returns {', '.join(got.columns)}"
        )
    chosen = [positions[name.lower()] for name in names]
    shown = Answer(tuple(names), tuple(tuple(row[at] for at in chosen) for row in got.rows))
    wanted = tuple(
        tuple(_typed(row.get(name), [found[at] for found in shown.rows]) for at, name in enumerate(names))
        for row in expected
    )
    query = case.queries[widget]
    ordered = query.dialect != "tsql" and is_ordered(query.sql, query.dialect)
    difference = compare(Answer(tuple(names), wanted), shown, ordered=ordered)
    return TestResult(place, difference.words if difference else None, difference, tuple(names))


def _typed(given: Any, column: Sequence[Value]) -> Value:
    """An expected value in the type that the column has; one that cannot be of that type stays as it is, and differs."""
    sample = next((value for value in column if value is not None), None)
    try:
        match sample:
            case bool() | None:
                return _plain(given)
            case Decimal() | int():
                return given if given is None or isinstance(given, bool) else Decimal(str(given))
            case float():
                return given if given is None or isinstance(given, bool) else float(given)
            case datetime():
                moment = None if given is None else datetime.fromisoformat(str(given))
                return moment.replace(tzinfo=sample.tzinfo) if moment and not moment.tzinfo else moment
            case date():
                return None if given is None else date.fromisoformat(str(given))
            case time():
                return None if given is None else time.fromisoformat(str(given))
    except (ValueError, InvalidOperation):
        return _plain(given)
    return _plain(given)


def _plain(given: Any) -> Value:
    return given if given is None or isinstance(given, bool | int | float | str) else str(given)
