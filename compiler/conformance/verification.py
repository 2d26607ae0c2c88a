"""`dashwright verify`: each query on the engine of its author's dialect, its statement on the site's kind of engine.

Both see the same rows, made from the catalog. Row filters are applied to the author's side by taking the rows away that
the viewer may not see, so that the statement's own filter is measured against something that is not itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from compiler.catalogs.names import TableName, parse_table_name
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.conformance.author_query import Choices, author_query, literals_of, names_of
from compiler.conformance.author_runs import AuthorAnswer, ask_author
from compiler.conformance.author_text import AuthorDialect, ParameterValue, RunnableText, runnable
from compiler.conformance.choices import Offered, chosen_values, claims
from compiler.conformance.comparison import Difference, compare
from compiler.conformance.engines import Session
from compiler.conformance.fixtures import Fixture
from compiler.conformance.generation import generated_fixture
from compiler.conformance.hidden_columns import named_hidden_columns, without_hidden_columns
from compiler.conformance.opening import Engines
from compiler.conformance.parser import TsqlParser
from compiler.conformance.site_values import bound_values
from compiler.conformance.sqlserver_tables import create_table, quoted
from compiler.conformance.subjects import Subject, Untranslated, subjects_of
from compiler.conformance.values import Answer, BoundValue, EngineFailed, NoCounterpart, Row, Value
from compiler.ir.query import EmittedStatement, RowFilterRule
from compiler.ir.translated import TranslatedTenant
from schemas.resources.dashboard import Parameter

Status = Literal["same", "read", "undetermined", "differs", "failed", "untranslated"]

MOMENT = datetime(2024, 3, 31, 2, 15, 30, 123456)  # noqa: DTZ001 - each tenant's zone is put to it
"""When everything happens: another day in UTC than in Bangkok, the end of a month after a leap day."""


@dataclass(frozen=True)
class Finding:
    """What came of one statement; the texts are there where it is not the same."""

    name: str
    status: Status
    words: str = ""
    author: str = ""
    statement: str = ""
    difference: Difference | None = None


def verify_tenant(tenant: TranslatedTenant, engines: Engines) -> Iterator[Finding]:
    """A finding for each statement. Raises EngineMissing, and EngineFailed where an engine cannot be reached."""
    found = list(subjects_of(tenant))
    yield from (Finding(each.name, "untranslated") for each in found if isinstance(each, Untranslated))
    subjects = [each for each in found if isinstance(each, Subject)]
    if subjects and tenant.schema is not None:
        for named, some in _by_hidden_columns(subjects, tenant.schema).items():
            yield from _Verification(tenant, tenant.schema, engines, named).findings(some)


def _by_hidden_columns(
    subjects: Sequence[Subject], schema: CatalogSchema
) -> Mapping[frozenset[str], Sequence[Subject]]:
    """The subjects that can share an author's tables: those that name the same hidden columns, mostly none."""
    groups: dict[frozenset[str], list[Subject]] = {}
    for subject in subjects:
        texts = [subject.query.sql, *(rule.where for rule in subject.query.row_filters)]
        groups.setdefault(named_hidden_columns(schema, texts), []).append(subject)
    return groups


def read_back(tenant: TranslatedTenant, parser: TsqlParser) -> Iterator[Finding]:
    """A finding for each statement for SQL Server: what Microsoft's parser says of its syntax and names."""
    tables = tenant.schema.tables if tenant.schema is not None else ()
    ddl = "\nGO\n".join([*_schemas(tables), *map(create_table, tables)])
    for found in subjects_of(tenant):
        if isinstance(found, Untranslated):
            yield Finding(found.name, "untranslated")
            continue
        declared = "".join(f"DECLARE @{p.name} {p.type}; " for p in found.statement.parameters)
        errors = parser.check(declared + found.statement.sql, ddl)
        words = "; ".join(f"{error.message} ({error.source} {error.number})" for error in errors)
        yield Finding(found.name, "failed" if errors else "read", words, found.query.sql, found.statement.sql)


def _schemas(tables: Sequence[TableSchema]) -> list[str]:
    return [f"CREATE SCHEMA {quoted(name)}" for name in sorted({t.name.schema for t in tables} - {"dbo"})]


class _Verification:
    """One tenant's engines, rows and moment."""

    def __init__(
        self, tenant: TranslatedTenant, schema: CatalogSchema, engines: Engines, named: frozenset[str]
    ) -> None:
        resolved = tenant.rendered.resolved.tenant
        self._schema = schema
        self._zone = ZoneInfo(resolved.timezone)
        self._now = MOMENT.replace(tzinfo=self._zone)
        self._engines = engines
        self._site: Literal["sqlserver", "duckdb"] = tenant.target.engine
        self._names = names_of(schema)
        self._named = named

    def findings(self, subjects: Sequence[Subject]) -> Iterator[Finding]:
        """A finding for each subject, those of one dialect together."""
        for dialect in sorted({subject.query.dialect for subject in subjects}):
            own = [subject for subject in subjects if subject.query.dialect == dialect]
            yield from self._statements_only(own) if dialect == "tsql" else self._compared(own, dialect)

    def _compared(self, subjects: Sequence[Subject], dialect: AuthorDialect) -> Iterator[Finding]:
        fixture = self._fixture(subjects, dialect)
        choices = self._choices(subjects, dialect, fixture)
        texts = [
            author_query(subject.query, dialect, replace(chosen, empty=subject.left_out), self._names)
            for subject, chosen in zip(subjects, choices, strict=True)
        ]
        visible = without_hidden_columns(self._visible(subjects, dialect, fixture, choices), self._named)
        expected = ask_author(texts, dialect, visible, lambda rows: self._open(dialect, rows))
        got = self._on_site(subjects, choices, fixture)
        for subject, text, author, answer in zip(subjects, texts, expected, got, strict=True):
            yield _finding(subject, text, author, answer)

    def _statements_only(self, subjects: Sequence[Subject]) -> Iterator[Finding]:
        """T-SQL ships as its author wrote it: there is nothing to compare it with, but it must run."""
        fixture = self._fixture(subjects, "postgres")
        choices = [Choices(self._now, self._values(subject, lambda _: ())) for subject in subjects]
        for subject, answer in zip(subjects, self._on_site(subjects, choices, fixture), strict=True):
            if isinstance(answer, str):
                yield Finding(subject.name, "failed", answer, subject.query.sql, subject.statement.sql)
            else:
                yield Finding(subject.name, "same", "runs as it was written")

    def _open(self, dialect: AuthorDialect, fixture: Fixture) -> AbstractContextManager[Session]:
        return self._engines.open(dialect, fixture, self._zone)

    def _fixture(self, subjects: Sequence[Subject], dialect: AuthorDialect) -> Fixture:
        """Rows of the tables that the statements read; those of row filters are read by them too."""
        tables = {
            parse_table_name(name, self._schema.default_schema)
            for subject in subjects
            for name in subject.statement.tables
        }
        literals = literals_of([subject.query.sql for subject in subjects], dialect)
        return generated_fixture(self._schema, sorted(tables), literals, self._now)

    def _choices(
        self, subjects: Sequence[Subject], dialect: AuthorDialect, fixture: Fixture
    ) -> list[Choices]:
        """What the viewer chose: of a parameter whose options are a query, its first answers on these rows."""
        with self._open(dialect, fixture) as session:

            def offered(parameter: Parameter) -> Sequence[Value]:
                if parameter.options is None or parameter.options.sql is None:
                    return ()
                text = runnable(parameter.options.sql, dialect, {}, self._now, self._names)
                return [row[0] for row in _answered(session, text).rows if row[0] != ""]

            return [Choices(self._now, self._values(subject, offered)) for subject in subjects]

    def _values(self, subject: Subject, offered: Offered) -> Mapping[str, ParameterValue]:
        return chosen_values(subject.parameters, self._now, offered) | claims(subject.query.parameters or ())

    def _visible(
        self,
        subjects: Sequence[Subject],
        dialect: AuthorDialect,
        fixture: Fixture,
        choices: Sequence[Choices],
    ) -> Fixture:
        """The rows that the row filters leave."""
        rules = {
            rule: chosen for s, chosen in zip(subjects, choices, strict=True) for rule in s.query.row_filters
        }
        if not rules:
            return fixture
        rows: dict[TableName, tuple[Row, ...]] = dict(fixture.rows)
        with self._open(dialect, fixture) as session:
            for rule, chosen in rules.items():
                name = parse_table_name(rule.table, self._schema.default_schema)
                kept = _answered(
                    session, runnable(_filtered(rule, name), dialect, chosen.values, self._now, self._names)
                )
                rows[name] = _both(rows.get(name, ()), kept.rows)
        return Fixture(fixture.tables, rows, fixture.default_schema)

    def _on_site(
        self, subjects: Sequence[Subject], choices: Sequence[Choices], fixture: Fixture
    ) -> list[Answer | str]:
        with self._engines.open(self._site, fixture, self._zone) as session:
            return [
                _run(session, subject.statement, bound_values(subject.statement, chosen))
                for subject, chosen in zip(subjects, choices, strict=True)
            ]


def _filtered(rule: RowFilterRule, name: TableName) -> str:
    schema, table = (part.replace('"', '""') for part in (name.schema, name.table))
    return f'SELECT * FROM "{schema}"."{table}" WHERE ({rule.where})'  # noqa: S608 - the author's own condition


def _both(rows: Sequence[Row], kept: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that stand in both, each as often as it does in `rows`."""
    return tuple(row for row in rows if row in kept)


def _answered(session: Session, text: RunnableText) -> Answer:
    return session.run(text.sql, text.values)


def _run(session: Session, statement: EmittedStatement, values: Sequence[BoundValue]) -> Answer | str:
    try:
        return session.run(statement.sql, values)
    except (EngineFailed, NoCounterpart) as fault:
        return str(fault)


def _finding(subject: Subject, text: RunnableText, author: AuthorAnswer, got: Answer | str) -> Finding:
    texts = (text.sql, subject.statement.sql)
    if author.failure is not None:
        return Finding(subject.name, "failed", f"on the author's engine: {author.failure}", *texts)
    if isinstance(got, str):
        return Finding(subject.name, "failed", f"on the site's engine: {got}", *texts)
    if author.determined == "nothing":
        words = "the rows depend on the order in which they are stored: order by more columns"
        return Finding(subject.name, "undetermined", words, *texts)
    difference = compare(author.answer, got, ordered=author.determined == "ordered", keys=author.keys)
    if difference is not None:
        return Finding(subject.name, "differs", difference.words, *texts, difference)
    return Finding(subject.name, "same", f"{len(got.rows)} rows")
