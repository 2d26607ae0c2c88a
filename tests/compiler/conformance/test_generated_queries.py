"""Queries that nobody wrote: translated, checked by Microsoft's parser, read back by an independent reader, equal in rows.

The default run is short and always the same. `DASHWRIGHT_GENERATED=2000` asks for so many queries of each dialect, drawn
anew at every run; a failure then prints the query, shrunk.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from sqlglot import parse_one

from compiler.conformance.author_text import AuthorDialect
from compiler.conformance.comparison import compare
from compiler.conformance.engines import Session
from compiler.conformance.engines.duckdb import duckdb_session
from compiler.conformance.engines.postgres import postgres_session
from compiler.conformance.engines.sqlserver import sqlserver_session
from compiler.conformance.parser import TsqlParser
from compiler.conformance.values import Answer, EngineFailed
from compiler.ir.query import EmittedStatement, Target, Version
from compiler.translate import translate
from compiler.tsql.capabilities import DATE_PARTS, FUNCTIONS
from compiler.tsql.lexer import tokenize
from schemas.resources.base import TextComparison
from tests.compiler.conformance.generated import ask_author, bound, kind_of, query_of, tables_of
from tests.support.postgres import Databases
from tests.support.requirements import SQL_SERVER
from tests.support.sql_grammar import Generated, ground, queries
from tests.support.tsql_reader import NotRead, Site, read_statement, site
from tests.support.tsql_reader.expressions import Collation
from tests.support.tsql_reader.reading import tree_of

EXAMPLES = int(os.environ.get("DASHWRIGHT_GENERATED", "0"))
DIALECTS: tuple[AuthorDialect, ...] = ("postgres", "duckdb")
VERSIONS: tuple[Version, ...] = ("2016", "2019", "2022")
TABLES = tables_of(ground.schema())
COMPARED_SHARE = 0.9
"""Of the queries that the author's engine answers: at least so many must come back with rows to compare."""

COLLATIONS: dict[TextComparison, Collation] = {"database": "as written", "exact": "hostile"}
"""A site whose collation is the author's, and one that knows neither case nor trailing blanks."""

WORDS = (
    frozenset(
        [
            "ALL",
            "AND",
            "ANY",
            "APPLY",
            "AS",
            "ASC",
            "BETWEEN",
            "BINARY",
            "BIT",
            "BY",
            "CASE",
            "CAST",
            "COLLATE",
            "CROSS",
            "CUBE",
            "CURRENT",
            "DATE",
            "DATETIME2",
            "DECIMAL",
            "DESC",
            "DISTINCT",
            "ELSE",
            "END",
            "EXCEPT",
            "EXISTS",
            "FETCH",
            "FLOAT",
            "FOLLOWING",
            "FROM",
            "FULL",
            "GROUP",
            "GROUPING",
            "HAVING",
            "IN",
            "INNER",
            "INT",
            "BIGINT",
            "SMALLINT",
            "INTERSECT",
            "IS",
            "JOIN",
            "LEFT",
            "LIKE",
            "MAX",
            "NEXT",
            "NOT",
            "NULL",
            "NVARCHAR",
            "OFFSET",
            "ON",
            "ONLY",
            "OPENJSON",
            "OR",
            "ORDER",
            "OUTER",
            "OVER",
            "PARTITION",
            "PRECEDING",
            "RIGHT",
            "ROLLUP",
            "ROW",
            "ROWS",
            "SELECT",
            "SETS",
            "THEN",
            "TOP",
            "UNBOUNDED",
            "UNION",
            "VALUES",
            "VARBINARY",
            "VARCHAR",
            "WHEN",
            "WHERE",
            "WITH",
            "WITHIN",
            "Latin1_General_100_BIN2",
            "Latin1_General_100_CI_AS_SC_UTF8",
            "DATETIMEOFFSET",
            "N",
        ]
    )
    | set(FUNCTIONS)
    | DATE_PARTS
)

generated = settings(
    max_examples=EXAMPLES or 30,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def statements(
    query: Generated,
    dialect: AuthorDialect,
    comparison: TextComparison = "database",
    version: Version = "2019",
) -> list[EmittedStatement]:
    """The statements of a query; none where it is refused."""
    asked = query_of(query, dialect, comparison)
    return list(translate(asked, ground.schema(), Target("sqlserver", version)).statements.values())


def answered(author: Session, query: Generated, dialect: AuthorDialect) -> Answer | None:
    """The author's rows; None where his own engine refuses the query."""
    try:
        return ask_author(author, query, dialect, ground.schema())
    except EngineFailed:
        return None


def check_rows(
    author: Session, dialect: AuthorDialect, run: Callable[[Generated, Answer, Counter[str]], None]
) -> None:
    """Run generated queries, and see that enough of them were compared."""
    tally: Counter[str] = Counter()

    @generated
    @given(queries(dialect))
    def each(query: Generated) -> None:
        expected = answered(author, query, dialect)
        if expected is not None:
            tally["asked"] += 1
            run(query, expected, tally)

    each()
    assert tally["compared"] >= COMPARED_SHARE * tally["asked"], tally


def reading_back(back: Site, dialect: AuthorDialect, comparison: TextComparison) -> Callable[..., None]:
    """Compares the rows of a query with those of its statement, read back into DuckDB."""

    def run(query: Generated, expected: Answer, tally: Counter[str]) -> None:
        for statement in statements(query, dialect, comparison):
            kinds = {
                each.name: kind for each in statement.parameters if (kind := kind_of(each.type)) is not None
            }
            try:
                sql = read_statement(statement.sql, TABLES, kinds, COLLATIONS[comparison])
            except NotRead as refused:
                tally[f"not read: {refused}"] += 1
                continue
            given = [each for each in bound(statement, dict(query.parameters)) if f"${each.name}" in sql]
            got = back.run(sql, given)  # DuckDB takes no parameter that the text does not name
            tally["compared"] += 1
            assert compare(expected, got) is None, statement.sql

    return run


def words_of(sql: str) -> set[str]:
    """Every word of a statement that stands in no brackets and no quotes."""
    return {token.text for token in tokenize(sql) if token.kind == "word"}


@pytest.fixture(scope="module")
def back() -> Iterator[Site]:
    """The reader's DuckDB, with the rows."""
    with site(ground.fixture(), ground.ZONE) as opened:
        yield opened


@pytest.mark.parametrize("comparison", COLLATIONS)
def test_duckdb_s_rows_come_back(back: Site, comparison: TextComparison) -> None:
    """What DuckDB answers, the T-SQL answers, on a site of the author's collation; exact, on a hostile one too."""
    with duckdb_session(ground.fixture(), ground.ZONE) as author:
        check_rows(author, "duckdb", reading_back(back, "duckdb", comparison))


@pytest.mark.postgres
@pytest.mark.parametrize("comparison", COLLATIONS)
def test_postgres_rows_come_back(back: Site, databases: Databases, comparison: TextComparison) -> None:
    """What PostgreSQL answers, the T-SQL answers, on a site of the author's collation; exact, on a hostile one too."""
    with fresh(databases) as address, postgres_session(address, ground.fixture(), ground.ZONE) as author:
        check_rows(author, "postgres", reading_back(back, "postgres", comparison))


@contextmanager
def fresh(databases: Databases) -> Iterator[str]:
    """A database that is dropped at the end."""
    address = databases.fresh()
    yield address
    databases.drop(address)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_translation_is_a_function_of_the_query(dialect: AuthorDialect) -> None:
    """No query makes it raise, and twice the same query is twice the same text, on every version."""

    @generated
    @given(queries(dialect))
    def each(query: Generated) -> None:
        for version in VERSIONS:
            for comparison in COLLATIONS:
                assert statements(query, dialect, comparison, version) == statements(
                    query, dialect, comparison, version
                )

    each()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_reads_as_it_was_meant(dialect: AuthorDialect) -> None:
    """Every name is in brackets, every other word is one of T-SQL's, and a second reading of what was read is the same tree."""

    @generated
    @given(queries(dialect))
    def each(query: Generated) -> None:
        for comparison in COLLATIONS:
            for statement in statements(query, dialect, comparison):
                assert words_of(statement.sql) <= WORDS
                tree = tree_of(statement.sql)
                assert parse_one(tree.sql("tsql"), dialect="tsql") == tree

    each()


@pytest.mark.tsqlcheck
@pytest.mark.parametrize("dialect", DIALECTS)
def test_microsoft_s_parser_finds_nothing(tsqlcheck: TsqlParser, dialect: AuthorDialect) -> None:
    """Syntax, names and grouping are right by Microsoft's own parser and binder."""

    @generated
    @given(queries(dialect))
    def each(query: Generated) -> None:
        for comparison in COLLATIONS:
            for statement in statements(query, dialect, comparison):
                declared = "".join(f"DECLARE @{p.name} {p.type}; " for p in statement.parameters)
                assert tsqlcheck.check(declared + statement.sql, ground.DDL) == []

    each()


@pytest.mark.sqlserver
@pytest.mark.slow
def test_duckdb_s_rows_come_from_a_server() -> None:
    """What DuckDB answers, a server that speaks T-SQL answers."""
    with (
        sqlserver_session(os.environ[SQL_SERVER], ground.fixture()) as server,
        duckdb_session(ground.fixture(), ground.ZONE) as author,
    ):

        def run(query: Generated, expected: Answer, tally: Counter[str]) -> None:
            for statement in statements(query, "duckdb", "exact"):
                got = server.run(statement.sql, bound(statement, dict(query.parameters)))
                tally["compared"] += 1
                assert compare(expected, got) is None, statement.sql

        check_rows(author, "duckdb", run)
