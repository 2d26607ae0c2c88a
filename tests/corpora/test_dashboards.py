"""The corpus of dashboard queries: translated, read by Microsoft's parser, and run beside the author's own engine."""

import os
from collections.abc import Iterator

import pytest

from compiler.conformance.author_query import author_query, names_of
from compiler.conformance.author_runs import AuthorAnswer, OpenAuthor, ask_author
from compiler.conformance.author_text import AuthorDialect
from compiler.conformance.comparison import compare
from compiler.conformance.engines import Session
from compiler.conformance.engines.duckdb import duckdb_session
from compiler.conformance.engines.postgres import postgres_session
from compiler.conformance.engines.sqlserver import sqlserver_session
from compiler.conformance.parser import TsqlParser
from compiler.conformance.site_values import bound_values
from compiler.ir.query import Target, Translation
from compiler.translate import translate
from tests.corpora import dashboards
from tests.corpora.dashboards import DashboardQuery
from tests.support.postgres import Databases
from tests.support.requirements import SQL_SERVER

LEAST_TRANSLATED = 0.97
"""Of the queries; those that are not are refused with a code."""

QUERIES = [pytest.param(query, id=query.id) for query in dashboards.queries()]


def _translated(query: DashboardQuery) -> Translation:
    return translate(query.query, dashboards.schema(), Target("sqlserver", "2019"))


def test_nearly_every_query_is_translated() -> None:
    """At least 97 of a hundred queries that dashboards have become statements for SQL Server 2019."""
    refused = [query.id for query in dashboards.queries() if not _translated(query).ok]
    assert len(refused) <= (1 - LEAST_TRANSLATED) * len(dashboards.queries()), refused


@pytest.mark.tsqlcheck
@pytest.mark.parametrize("query", QUERIES)
def test_statements_pass_microsoft_s_parser(query: DashboardQuery, tsqlcheck: TsqlParser) -> None:
    """Syntax and names are right by Microsoft's own parser and binder."""
    for statement in _translated(query).statements.values():
        declarations = "".join(f"DECLARE @{p.name} {p.type}; " for p in statement.parameters)
        assert tsqlcheck.check(declarations + statement.sql, dashboards.DDL) == []


@pytest.fixture(scope="module")
def author_answers(databases: Databases) -> dict[str, AuthorAnswer]:
    """What the engines of the authors' dialects answer, by the query's id."""
    address = databases.fresh()
    found = {
        **_answers("postgres", lambda rows: postgres_session(address, rows, dashboards.ZONE)),
        **_answers("duckdb", lambda rows: duckdb_session(rows, dashboards.ZONE)),
    }
    databases.drop(address)
    return found


def _answers(dialect: AuthorDialect, open_author: OpenAuthor) -> dict[str, AuthorAnswer]:
    own = [query for query in dashboards.queries() if query.dialect == dialect]
    names = names_of(dashboards.schema())
    texts = [author_query(query.query, dialect, query.choices, names) for query in own]
    answers = ask_author(texts, dialect, dashboards.fixture(), open_author)
    return {query.id: answer for query, answer in zip(own, answers, strict=True)}


@pytest.fixture(scope="module")
def sql_server() -> Iterator[Session]:
    """A SQL Server with the corpus's rows."""
    with sqlserver_session(os.environ[SQL_SERVER], dashboards.fixture()) as session:
        yield session


@pytest.mark.postgres
@pytest.mark.parametrize("query", QUERIES)
def test_queries_are_right_and_determined(
    query: DashboardQuery, author_answers: dict[str, AuthorAnswer]
) -> None:
    """The author's engine answers every query, and not with rows that depend on how they are stored."""
    answer = author_answers[query.id]
    assert answer.failure is None
    assert answer.determined != "nothing"


@pytest.mark.postgres
@pytest.mark.sqlserver
@pytest.mark.parametrize("query", QUERIES)
def test_statements_give_the_author_s_rows(
    query: DashboardQuery, author_answers: dict[str, AuthorAnswer], sql_server: Session
) -> None:
    """SQL Server answers each statement with the rows of the author's engine."""
    author = author_answers[query.id]
    for statement in _translated(query).statements.values():
        got = sql_server.run(statement.sql, bound_values(statement, query.choices))
        ordered = author.determined == "ordered"
        assert compare(author.answer, got, ordered=ordered, keys=author.keys) is None, statement.sql
