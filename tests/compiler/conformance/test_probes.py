"""The conformance suite: every probe, from the author's dialect to rows on SQL Server."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from compiler.conformance.author_text import AuthorDialect
from compiler.conformance.comparison import compare
from compiler.conformance.engines import Session
from compiler.conformance.engines.duckdb import duckdb_session
from compiler.conformance.engines.postgres import postgres_session
from compiler.conformance.engines.sqlserver import sqlserver_session
from compiler.conformance.parser import TsqlParser
from compiler.ir.query import Version
from compiler.tsql.grammar import recognise
from compiler.tsql.lexer import tokenize
from tests.compiler.conformance import ground
from tests.compiler.conformance.probe_format import read_probes
from tests.support.postgres import Databases
from tests.support.requirements import SQL_SERVER

PARSED: Version = "2019"
"""The version whose parser checks what is emitted."""


CASES = [
    pytest.param(ground.Case(probe, dialect), id=f"{probe.name}-{dialect}")
    for path in sorted(ground.PROBES.glob("*.md"))
    for probe in read_probes(path).probes
    for dialect in probe.dialects
]


@pytest.fixture(scope="module")
def author_engines(databases: Databases) -> Iterator[dict[AuthorDialect, Session]]:
    """The engines of both dialects with the fixture."""
    address = databases.fresh()
    with ground.author_engines(address) as engines:
        yield engines
    databases.drop(address)


@pytest.fixture(scope="module")
def sql_server() -> Iterator[Session]:
    """A SQL Server with the fixture; the tests that ask for it are left out where none is given."""
    with sqlserver_session(os.environ[SQL_SERVER], ground.fixture()) as session:
        yield session


@pytest.mark.postgres
@pytest.mark.parametrize("case", CASES)
def test_the_recorded_rows_are_what_the_author_s_engine_answers(
    case: ground.Case, author_engines: dict[AuthorDialect, Session]
) -> None:
    """A probe is right: its rows are those of PostgreSQL or DuckDB, not of somebody's memory."""
    if case.dialect not in case.probe.rows:
        assert case.dialect in case.probe.refusals, "a probe without rows states its refusal"
        return
    answer = ground.ask_author_engine(author_engines[case.dialect], case.probe, case.dialect)
    assert compare(case.expected(), answer, ordered=case.is_ordered) is None


@pytest.mark.parametrize("case", CASES)
def test_a_query_is_translated_or_refused_as_its_probe_says(case: ground.Case) -> None:
    """For each version of SQL Server a query becomes a statement, or is refused, the stated code among its faults: no third thing."""
    codes: set[str] = set()
    for version in ground.VERSIONS:
        translation = case.translated(version)
        assert translation.ok != case.probe.is_refused(case.dialect, version), (version, translation.faults)
        assert translation.ok == bool(translation.statements)
        codes |= {fault.code for fault in translation.faults}
    refusal = case.probe.refusals.get(case.dialect)
    assert refusal is None or refusal.code in codes


@pytest.mark.tsqlcheck
@pytest.mark.parametrize("case", CASES)
def test_what_is_emitted_passes_microsoft_s_parser(case: ground.Case, tsqlcheck: TsqlParser) -> None:
    """Syntax and names of every statement for SQL Server 2019 are right by Microsoft's own parser and binder."""
    for statement in case.translated(PARSED).statements.values():
        declarations = "".join(f"DECLARE @{p.name} {p.type}; " for p in statement.parameters)
        assert tsqlcheck.check(declarations + statement.sql, ground.DDL) == []


@pytest.mark.parametrize("case", CASES)
def test_what_is_emitted_is_of_the_grammar_of_tsql(case: ground.Case) -> None:
    """The grammar that author's T-SQL is held to has a place for all that is emitted, for every version."""
    for version in ground.VERSIONS:
        for statement in case.translated(version).statements.values():
            assert recognise(list(tokenize(statement.sql))) is None, statement.sql


@pytest.mark.sqlserver
@pytest.mark.parametrize("case", CASES)
def test_the_statement_gives_the_author_s_rows_on_sql_server(case: ground.Case, sql_server: Session) -> None:
    """The rows of the author's engine and of SQL Server are the same."""
    for statement in case.translated(PARSED).statements.values():
        answer = sql_server.run(statement.sql, ground.bound_values(statement, case.probe))
        assert compare(case.expected(), answer, ordered=case.is_ordered) is None, statement.sql


def test_probes_have_names_of_their_own() -> None:
    """A name stands for one construct in all files, so that a report needs no more than it."""
    names = [probe.name for path in ground.PROBES.glob("*.md") for probe in read_probes(path).probes]
    assert len(names) == len(set(names))


@pytest.mark.postgres
def test_a_session_leaves_nothing_behind(databases: Databases) -> None:
    """Fixtures are seen by no other session, and are gone when theirs ends."""
    address = databases.fresh()
    with ExitStack() as stack:
        first = stack.enter_context(postgres_session(address, ground.fixture(), ground.ZONE))
        assert first.run("SELECT count(*) FROM orders").rows == ((9,),)
    with postgres_session(address, ground.fixture(), ground.ZONE) as second:
        assert second.run("SELECT count(*) FROM orders").rows == ((9,),)
    databases.drop(address)


@pytest.mark.parametrize("statement", ["DELETE FROM orders", "DROP TABLE orders"])
def test_a_session_cannot_be_written_to(statement: str) -> None:
    """A query that is no query changes no row of the fixture that the next one reads."""
    with duckdb_session(ground.fixture(), ground.ZONE) as session:
        with pytest.raises(Exception, match="read-only"):
            session.run(statement)
        assert session.run("SELECT count(*) FROM orders").rows == ((9,),)
