"""Optional filters: a statement for every set of parameters left empty, without the conditions on them."""

from __future__ import annotations

import pytest

from compiler.ir.query import DeclaredParameter, Query, SourceDialect
from compiler.stages.analyse import analyse
from schemas.bundle.objects import ParameterSource
from tests.compiler.analyse.test_analysis_cases import SHOP


def optional(name: str, parameter: str | None = None, many: bool = False) -> DeclaredParameter:
    """A text parameter that may be left empty."""
    return DeclaredParameter(
        name, "text", ParameterSource(kind="parameter", name=parameter or name), many, True
    )


def variants(sql: str, *parameters: DeclaredParameter) -> dict[tuple[str, ...], str]:
    """The WHERE clauses, or whole queries, of all variants."""
    analysis = analyse(Query(sql, "postgres", parameters), SHOP)
    assert analysis.faults == ()
    return {tuple(sorted(k)): q.tree.sql("postgres", identify=False) for k, q in analysis.variants.items()}


def fault(sql: str, *parameters: DeclaredParameter) -> str:
    """The one fault of a query."""
    (found,) = analyse(Query(sql, "postgres", parameters), SHOP).faults
    return f"{found.code} {found.message}"


def test_each_optional_parameter_doubles_the_variants() -> None:
    """Two parameters give four statements; each lacks exactly the conditions on what is empty."""
    found = variants(
        "SELECT 1 FROM customers WHERE active AND region = :region AND code IN (:codes)",
        optional("region"),
        optional("codes", many=True),
    )
    assert set(found) == {(), ("region",), ("codes",), ("codes", "region")}
    assert found["codes", "region"].endswith('WHERE "customers"."active"')
    assert ":" not in found["codes", "region"]
    assert '"region"' in found["codes",]
    assert '"code"' not in found["codes",]


def test_the_smallest_operand_of_and_is_left_out() -> None:
    """An OR that holds the parameter goes as a whole; the AND around it stays."""
    found = variants(
        "SELECT 1 FROM customers WHERE active AND (region = :region OR code = :region)", optional("region")
    )
    assert found["region",].endswith('WHERE "customers"."active"')


def test_an_and_inside_brackets_keeps_its_other_operand() -> None:
    """`(a AND :p)` becomes `(a)`."""
    found = variants(
        "SELECT 1 FROM customers WHERE active AND (code = 'x' AND region = :region)", optional("region")
    )
    assert "code" in found["region",]
    assert "region" not in found["region",]


def test_a_where_clause_of_one_condition_goes_whole() -> None:
    """Nothing is left to filter by."""
    found = variants("SELECT 1 FROM customers WHERE region = :region", optional("region"))
    assert "WHERE" not in found["region",]


def test_both_ends_of_a_range_go_together() -> None:
    """`:period.start` and `:period.end` are one choice of the viewer."""
    sql = "SELECT 1 FROM customers WHERE name >= :period.start AND name < :period.end"
    found = variants(sql, optional("period.start", "period"), optional("period.end", "period"))
    assert set(found) == {(), ("period",)}
    assert "WHERE" not in found["period",]


def test_conditions_in_having_on_and_subqueries_can_be_left_out() -> None:
    """The clause that filters nearest to the parameter loses its condition."""
    sql = """
        SELECT c.region FROM customers c JOIN orders o ON o.customer_id = c.customer_id AND o.note = :p
        WHERE EXISTS (SELECT 1 FROM customers d WHERE d.region = c.region AND d.name = :p)
        GROUP BY c.region HAVING count(*) > 1 AND min(c.code) = :p"""
    found = variants(sql, optional("p"))["p",]
    assert ":p" not in found
    assert "HAVING COUNT(*) > 1" in found


def test_a_parameter_in_the_select_list_is_refused() -> None:
    """There is no condition to leave out."""
    message = fault("SELECT :region AS chosen FROM customers", optional("region"))
    assert message.startswith("DW513 `:region` may be left empty")


def test_a_parameter_below_not_or_case_is_refused_where_nothing_could_go() -> None:
    """An ON of an outer join still has a condition; a CASE in the select list has none."""
    message = fault("SELECT CASE WHEN region = :p THEN 1 END AS x FROM customers", optional("p"))
    assert message.startswith("DW513")


def test_more_than_five_are_refused() -> None:
    """Six would make 64 statements."""
    names = [f"p{number}x" for number in range(6)]
    sql = "SELECT 1 FROM customers WHERE " + " AND ".join(f"name <> :{name}" for name in names)
    assert fault(sql, *(optional(name) for name in names)).startswith("DW513 the query has 6 optional")


def test_an_and_inside_an_or_goes_with_the_or() -> None:
    """The operand of the outer AND is the smallest that can go."""
    sql = "SELECT 1 FROM customers WHERE active AND (code = 'x' AND region = :p OR code = 'y')"
    assert variants(sql, optional("p"))["p",].endswith('WHERE "customers"."active"')


def test_names_that_would_be_one_in_the_statement_are_kept_apart() -> None:
    """`:a.start` and `:a_start` are two values, and neither `:now` is the clock."""
    names = ["a.start", "a_start", "now"]
    declared = [
        DeclaredParameter(name, "text", ParameterSource(kind="parameter", name=name)) for name in names
    ]
    sql = "SELECT 1 FROM customers WHERE name > :a.start AND name < :a_start AND code <> :now AND now() > '2026-01-01 00:00:00Z'"
    (query,) = analyse(Query(sql, "postgres", tuple(declared)), SHOP).variants.values()
    assert {p.name: p.source.name or p.source.kind for p in query.parameters} == {
        "a_start": "a.start",
        "a_start_2": "a_start",
        "now": "now",
        "now_2": "now",
    }
    assert "$a_start_2" in query.tree.sql("duckdb")


def texts(sql: str, *parameters: DeclaredParameter) -> dict[tuple[str, ...], str]:
    """The texts that are shipped for all variants of a query in T-SQL."""
    analysis = analyse(Query(sql, "tsql", parameters), SHOP)
    assert analysis.faults == ()
    return {tuple(sorted(k)): q.shipped.sql for k, q in analysis.variants.items() if q.shipped is not None}


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        ("region = :region", "1 = 1"),
        ("active = 1 AND (region = :region OR code = :region)", "active = 1 AND 1 = 1"),
        (
            "(active = 1 AND region = :region) AND customer_id BETWEEN 1 AND 5",
            "(active = 1 AND 1 = 1) AND customer_id BETWEEN 1 AND 5",
        ),
        ("region BETWEEN N'a' AND :region AND customer_id > 1", "1 = 1 AND customer_id > 1"),
        ("CASE WHEN region > :region AND customer_id > 1 THEN 1 ELSE 0 END = 1", "1 = 1"),
        (
            "EXISTS (SELECT 1 AS x FROM customers AS o WHERE o.customer_id = customers.customer_id AND LEFT(o.region, 1) = :region)",
            "EXISTS (SELECT 1 AS x FROM customers AS o WHERE o.customer_id = customers.customer_id AND 1 = 1)",
        ),
    ],
)
def test_a_condition_of_a_text_in_tsql_is_replaced(condition: str, left: str) -> None:
    """The author's other tokens stay as they are; `:region` in a comment is none."""
    found = texts(f"SELECT customer_id FROM customers /* :region */ WHERE {condition}", optional("region"))
    plain = texts(f"SELECT customer_id FROM customers WHERE {left}")
    assert found["region",].split() == plain[()].split()
    assert "@region" in found[()]


def test_a_parameter_of_tsql_outside_a_condition_is_refused() -> None:
    """What cannot be left out is told in every dialect."""
    (found,) = analyse(
        Query("SELECT :region AS r FROM customers", "tsql", (optional("region"),)), SHOP
    ).faults
    assert found.code == "DW513"


WORDS = (
    "from",
    "to",
    "end",
    "order",
    "select",
    "where",
    "and",
    "not",
    "on",
    "case",
    "null",
    "interval",
    "current_date",
)


@pytest.mark.parametrize("dialect", ["postgres", "duckdb", "tsql"])
@pytest.mark.parametrize("word", WORDS)
def test_a_keyword_names_a_parameter(dialect: SourceDialect, word: str) -> None:
    """`:from` is a parameter in every dialect, left empty or not."""
    sql = f"SELECT customer_id FROM customers WHERE customer_id > 1 AND region = :{word}"
    analysis = analyse(Query(sql, dialect, (optional(word),)), SHOP)
    assert analysis.faults == ()
    assert {
        left: [found.name for found in query.parameters] for left, query in analysis.variants.items()
    } == {
        frozenset(): [word],
        frozenset({word}): [],
    }


def test_a_range_may_be_named_by_a_keyword() -> None:
    """`:order.end` is the end of the range `order`."""
    start = DeclaredParameter(
        "order.start", "text", ParameterSource(kind="parameter", name="order", part="start")
    )
    end = DeclaredParameter("order.end", "text", ParameterSource(kind="parameter", name="order", part="end"))
    sql = "SELECT customer_id FROM customers WHERE region BETWEEN :order.start AND :order.end"
    analysis = analyse(Query(sql, "postgres", (start, end)), SHOP)
    assert [found.name for found in analysis.variants[frozenset()].parameters] == ["order_end", "order_start"]


def test_a_colon_behind_a_value_marks_no_parameter() -> None:
    """A slice, a cast and an alias written before its value keep their meaning."""
    sql = "SELECT true: customer_id, code::text AS c FROM customers"
    (query,) = analyse(Query(sql, "duckdb", ()), SHOP).variants.values()
    assert [column.name for column in query.columns] == ["true", "c"]


@pytest.mark.parametrize("dialect", ["postgres", "duckdb", "tsql"])
def test_a_parameter_may_stand_first(dialect: SourceDialect) -> None:
    """Directly behind SELECT or a bracket a colon is no alias."""
    region = DeclaredParameter("region", "text", ParameterSource(kind="parameter", name="region"))
    sql = "SELECT :region AS r, (:region) AS s FROM customers WHERE :region = region"
    (query,) = analyse(Query(sql, dialect, (region,)), SHOP).variants.values()
    assert [column.name for column in query.columns] == ["r", "s"]
