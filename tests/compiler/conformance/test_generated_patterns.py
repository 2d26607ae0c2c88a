"""Regular expressions that nobody wrote: what their engines match, replace and cut out, the T-SQL does, or they are refused.

The default run is short and always the same; `DASHWRIGHT_GENERATED=2000` asks for so many of each dialect, drawn anew.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.conformance.author_text import AuthorDialect
from compiler.conformance.comparison import compare
from compiler.conformance.engines import Session
from compiler.conformance.engines.duckdb import duckdb_session
from compiler.conformance.engines.postgres import postgres_session
from compiler.conformance.values import EngineFailed
from compiler.ir.query import Query, Target
from compiler.translate import translate
from tests.support.postgres import Databases
from tests.support.sql_grammar import ground
from tests.support.sql_grammar.patterns import outcomes, patterns, texts
from tests.support.tsql_reader import Site, read_statement, site

EXAMPLES: Final = int(os.environ.get("DASHWRIGHT_GENERATED", "0"))
COMPARED_SHARE: Final = 0.05
"""Of the patterns, most of which no string function can say: at least so many must come back with rows to compare."""

FORMS: Final[dict[AuthorDialect, tuple[str, ...]]] = {
    "postgres": (
        "regexp_replace(v.s, {pattern}, {outcome})",
        "regexp_replace(v.s, {pattern}, {outcome}, 'g')",
        "substring(v.s FROM {pattern})",
        "(regexp_match(v.s, {pattern}))[2]",
        "regexp_count(v.s, {pattern})",
        "v.s ~ {pattern}",
        "v.s ~* {pattern}",
    ),
    "duckdb": (
        "regexp_replace(v.s, {pattern}, {outcome})",
        "regexp_replace(v.s, {pattern}, {outcome}, 'g')",
        "regexp_extract(v.s, {pattern})",
        "regexp_extract(v.s, {pattern}, 1)",
        "regexp_extract(v.s, {pattern}, 2)",
        "regexp_matches(v.s, {pattern})",
        "regexp_full_match(v.s, {pattern})",
    ),
}


def test_duckdb_s_matches_come_back() -> None:
    """What RE2 makes of a text."""
    with duckdb_session(ground.fixture(), ground.ZONE) as author:
        _check("duckdb", author)


@pytest.mark.postgres
def test_postgres_matches_come_back(databases: Databases) -> None:
    """What PostgreSQL's own engine makes of a text."""
    address = databases.fresh()
    with postgres_session(address, ground.fixture(), ground.ZONE) as author:
        _check("postgres", author)
    databases.drop(address)


def _check(dialect: AuthorDialect, author: Session) -> None:
    tally: Counter[str] = Counter()
    with site(ground.fixture(), ground.ZONE) as back:

        @settings(
            max_examples=EXAMPLES or 120,
            derandomize=not EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
        )
        @given(
            st.sampled_from(FORMS[dialect]),
            patterns(),
            outcomes(),
            st.lists(texts(), min_size=3, max_size=8),
        )
        def each(form: str, pattern: str, outcome: str, subjects: list[str]) -> None:
            call = form.format(pattern=_quoted(pattern), outcome=_quoted(outcome))
            rows = ", ".join(f"({_quoted(subject)})" for subject in subjects)
            sql = f"SELECT v.s, {call} AS r FROM (VALUES {rows}) AS v(s)"
            tally["asked"] += 1
            tally["compared"] += _compare(sql, dialect, author, back)

        each()
    assert tally["compared"] >= COMPARED_SHARE * tally["asked"], tally


def _compare(sql: str, dialect: AuthorDialect, author: Session, back: Site) -> bool:
    """Whether there was something to compare: neither the compiler nor the author's engine refuses."""
    translation = translate(Query(sql, dialect, ()), ground.schema(), Target("sqlserver", "2019"))
    if not translation.ok:
        return False
    try:
        expected = author.run(sql)
    except EngineFailed:
        return False
    (statement,) = translation.statements.values()
    got = back.run(read_statement(statement.sql, {}, {}), [])
    assert compare(expected, got) is None, statement.sql
    return True


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
