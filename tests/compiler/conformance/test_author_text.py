from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from compiler.conformance.author_query import Choices, author_query, literals_of, order_keys
from compiler.conformance.author_text import ParameterValue, runnable
from compiler.ir.query import DeclaredParameter, Query
from schemas.bundle.objects import ParameterSource

NOW = datetime(2024, 3, 31, 2, 15, 30, tzinfo=ZoneInfo("Asia/Bangkok"))
NAMES = frozenset({"orders", "id"})


def _text(sql: str, **values: ParameterValue) -> str:
    return runnable(sql, "postgres", values, NOW, NAMES).sql


@pytest.mark.parametrize(
    ("written", "run"),
    [
        ("SELECT now()", "SELECT CAST('2024-03-31T02:15:30.000000+07:00' AS timestamptz)"),
        ("SELECT current_date", "SELECT CAST('2024-03-31' AS date)"),
        ("SELECT localtimestamp", "SELECT CAST('2024-03-31T02:15:30.000000' AS timestamp)"),
        ("SELECT age(f(d, e))", "SELECT age(CAST('2024-03-31' AS date)::timestamp, f(d, e))"),
        ("SELECT age(d, f(e)), t.age", "SELECT age(d, f(e)), t.age"),
        ("SELECT 'now()' -- now()", "SELECT 'now()' -- now()"),
        ("SELECT t.now FROM t", "SELECT t.now FROM t"),
        ('SELECT "ID", "Total" FROM "Orders"', 'SELECT "id", "Total" FROM "orders"'),
        ('SELECT a COLLATE "Id" FROM t', 'SELECT a COLLATE "Id" FROM t'),
        ("SELECT a::date, ':x', x[1:2] FROM t", "SELECT a::date, ':x', x[1:2] FROM t"),
    ],
)
def test_only_the_clock_and_catalog_names_are_changed(written: str, run: str) -> None:
    """Every other character of the author's text reaches the engine as it was written."""
    assert _text(written) == run


def test_values_are_bound_in_the_order_of_their_marks() -> None:
    """A range's end is a parameter of its own, a list takes a mark for each member."""
    text = runnable(
        "SELECT :p.end, 1 WHERE r IN (:regions)",
        "postgres",
        {
            "p.end": ParameterValue("date", date(2024, 1, 1)),
            "regions": ParameterValue("text", ("a", "o'b")),
        },
        NOW,
        NAMES,
    )
    assert text.sql == "SELECT CAST($1 AS date), 1 WHERE r IN (CAST($2 AS text), CAST($3 AS text))"
    assert [value.value for value in text.values] == [date(2024, 1, 1), "a", "o'b"]


def test_an_empty_list_holds_nothing() -> None:
    """IN of nothing is written as a subquery without rows, because no dialect has an empty list."""
    assert _text("WHERE r IN (:r)", r=ParameterValue("text", ())) == (
        "WHERE r IN (SELECT CAST(NULL AS text) WHERE false)"
    )


def test_a_condition_on_an_empty_parameter_is_left_out() -> None:
    """What the compiler leaves out for a variant is left out of the author's text too; the rest keeps its placeholders."""
    source = ParameterSource(kind="parameter", name="r")
    query = Query(
        "SELECT id FROM orders WHERE region IN (:r) AND total > :least",
        "postgres",
        (
            DeclaredParameter("r", "text", source, many=True, omittable=True),
            DeclaredParameter("least", "integer", ParameterSource(kind="parameter", name="least")),
        ),
    )
    choices = Choices(NOW, {"least": ParameterValue("integer", 3)}, frozenset({"r"}))
    text = author_query(query, "postgres", choices, NAMES)
    assert text.sql == "SELECT id FROM orders WHERE total > CAST($1 AS bigint)"


@pytest.mark.parametrize(
    ("sql", "keys"),
    [
        ("SELECT a, b FROM t ORDER BY 2 DESC, a", (1, 0)),
        ("SELECT a + 1 AS c FROM t ORDER BY a + 1", (0,)),
        ("SELECT a FROM t UNION SELECT b FROM t ORDER BY a", (0,)),
        ("SELECT a FROM t", ()),
        ("SELECT a FROM t ORDER BY b", None),
        ("SELECT * FROM t ORDER BY a", None),
    ],
)
def test_sort_keys_are_found_in_the_result(sql: str, keys: tuple[int, ...] | None) -> None:
    """The order of an answer can be held to the columns that it is sorted by."""
    assert order_keys(sql, "postgres") == keys


def test_literals_are_known_by_the_column_that_they_are_compared_with() -> None:
    """A fixture can hold rows that pass a query's filters."""
    found = literals_of(
        ["SELECT 1 FROM t WHERE Region IN ('N', 'S') AND t.n > 10 AND t.n <> -3 AND name LIKE '%x%'"],
        "postgres",
    )
    assert found == {"region": ["N", "S"], "n": [-3, 10], "name": ["x"]}
