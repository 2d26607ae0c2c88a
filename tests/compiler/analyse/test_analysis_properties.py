"""Whatever is asked, there is an answer: faults have their place in the text, and values are never text."""

from __future__ import annotations

import re
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.ir.query import DeclaredParameter, Query, SourceDialect, Target, ValueType
from compiler.stages.analyse import analyse
from compiler.translate import translate
from schemas.bundle.objects import ParameterSource
from tests.compiler.analyse.test_analysis_cases import SHOP

DIALECTS = st.sampled_from(get_args(SourceDialect))
WORDS = st.sampled_from(
    [
        "SELECT",
        "FROM",
        "WHERE",
        "GROUP",
        "BY",
        "ORDER",
        "HAVING",
        "LIMIT",
        "JOIN",
        "LEFT",
        "ON",
        "USING",
        "AS",
        "WITH",
        "UNION",
        "ALL",
        "DISTINCT",
        "CASE",
        "WHEN",
        "THEN",
        "ELSE",
        "END",
        "AND",
        "OR",
        "NOT",
        "IN",
        "IS",
        "NULL",
        "BETWEEN",
        "LIKE",
        "EXISTS",
        "OVER",
        "PARTITION",
        "customers",
        "orders",
        "name",
        "region",
        "amount",
        "ordered_at",
        "rush",
        "c",
        "o",
        "count",
        "sum",
        "coalesce",
        "date_trunc",
        "cast",
        "int",
        "date",
        ":p",
        "$1",
        "?",
        "*",
        "(",
        ")",
        ",",
        ".",
        "=",
        "<",
        "+",
        "-",
        "||",
        "'text'",
        "'2026-01-01'",
        "1",
        "2.5",
        '"x"',
        "[",
        "]",
        "::",
        ";",
        "--",
        "/*",
        "now()",
        "INTERVAL",
    ]
)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=25).map("\n".join),
    st.text(max_size=60),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, DIALECTS)
def test_no_text_makes_the_analysis_raise_and_faults_stand_inside_the_text(
    text: str, dialect: SourceDialect
) -> None:
    """Every fault has a line of the text and a column of that line, or the place after its end."""
    analysis = analyse(Query(text, dialect, parameters=None), SHOP)
    assert bool(analysis.faults) != bool(analysis.variants)
    lines = text.split("\n")
    for fault in analysis.faults:
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1


QUERIES = st.sampled_from(
    [
        ("SELECT name FROM customers WHERE region = {} AND code <> {}", ("text",)),
        ("SELECT sum(amount) AS total FROM orders WHERE amount > {} OR quantity < {}", ("number", "integer")),
        ("SELECT order_id FROM orders WHERE ordered_at >= {} AND shipped_on < {}", ("date", "datetime")),
        ("SELECT order_id FROM orders WHERE rush = {} ORDER BY 1 LIMIT {}", ("boolean",)),
        ("SELECT upper({}) AS shouted, coalesce({}, 'none') AS kept FROM customers", ("text",)),
    ]
)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}(\.(start|end))?", fullmatch=True)


@settings(max_examples=100, deadline=None)
@given(QUERIES, NAMES, st.sampled_from(["2016", "2019", "2022"]), st.data())
def test_a_declared_value_is_a_parameter_of_the_statement_and_never_its_text(
    query: tuple[str, tuple[ValueType, ...]], name: str, version: str, data: st.DataObject
) -> None:
    """The statement names the parameter that it declares, wherever the query did, and holds no mark of the author's."""
    form, types = query
    kind = data.draw(st.sampled_from(types))
    if "LIMIT" in form:
        form = form.replace("LIMIT {}", "LIMIT 3")
    declared = DeclaredParameter(
        name, kind, ParameterSource(kind="parameter", name=name.split(".", maxsplit=1)[0])
    )
    sql = form.replace("{}", f":{name}")
    translation = translate(Query(sql, "postgres", (declared,)), SHOP, Target("sqlserver", version))  # type: ignore[arg-type]
    assert translation.faults == ()
    statement = translation.statements[frozenset()]
    emitted = name.replace(".", "_")
    assert [parameter.name for parameter in statement.parameters] == [emitted]
    assert re.findall(r"@(\w+)", statement.sql)
    assert set(re.findall(r"@(\w+)", statement.sql)) == {emitted}
    assert ":" not in statement.sql
