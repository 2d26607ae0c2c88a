import pytest

from compiler.editor.completion import Wanted, complete
from tests.support.editor import SALES, TENANT, completions, dashboard_with, knowledge, labels, marked

IN_SQL = {
    "columns of an alias": ("SELECT o.|> FROM orders o", ["order_id", "customer_id", "ordered_at", "amount"], ["name"]),
    "columns of the sources": ("SELECT |> FROM orders o JOIN customers c ON true", ["amount", "name", "o.customer_id", "c.customer_id", "o"], ["person_id", "customer_id"]),
    "tables after FROM": ("SELECT 1 FROM |>", ["orders", "customers", "hr.people"], ["amount"]),
    "tables after a join": ("SELECT 1 FROM orders o LEFT JOIN |>", ["customers"], ["amount"]),
    "tables after a comma": ("SELECT 1 FROM orders o, |>", ["customers"], ["amount"]),
    "tables of a schema": ("SELECT 1 FROM hr.|>", ["people"], ["orders"]),
    "values after a colon": ("SELECT 1 FROM orders WHERE ordered_at >= :|>", ["period.start", "period.end", "regions", "viewer.regions"], ["amount"]),
    "the ends of a range": ("SELECT 1 FROM orders WHERE ordered_at >= :period.|>", ["start", "end"], ["regions"]),
    "claims": ("SELECT 1 FROM customers WHERE region = :viewer.|>", ["regions"], ["start"]),
    "a cast is no parameter": ("SELECT amount::|> FROM orders", [], ["period.start"]),
    "a condition that is half written": ("SELECT 1 FROM orders o WHERE o.amount > 0 AND |>", ["amount", "coalesce"], ["name"]),
    "a query in parentheses that are not closed": ("SELECT (SELECT max(c.|> FROM customers c", ["region", "name"], ["amount"]),
    "the sources around a subquery": ("SELECT 1 FROM orders o WHERE EXISTS (SELECT 1 FROM customers c WHERE c.customer_id = o.|>)", ["customer_id", "amount"], ["name"]),
    "a CTE is a source": ("WITH big AS (SELECT amount AS size FROM orders) SELECT |> FROM big", ["size"], ["amount"]),
    "a CTE among the tables": ("WITH big AS (SELECT amount AS size FROM orders) SELECT 1 FROM |>", ["big", "orders"], []),
    "columns that a CTE lists": ("WITH big(a, b) AS (SELECT 1, 2) SELECT x.|> FROM big x", ["a", "b"], []),
    "a star passes columns on": ("SELECT d.|> FROM (SELECT * FROM orders) d", ["amount", "ordered_at"], ["name"]),
    "the arm of a UNION that the cursor is in": ("SELECT name FROM customers UNION ALL SELECT |> FROM orders", ["amount"], ["name"]),
    "names of the select list in ORDER BY": ("SELECT sum(amount) AS total FROM orders ORDER BY |>", ["total", "amount"], []),
    "an alias is not completed": ("SELECT 1 FROM orders |>", ["WHERE", "LEFT JOIN"], ["customers"]),
    "nothing in a text": ("SELECT 'o.|>' FROM orders o", [], ["amount"]),
    "nothing in a comment": ("SELECT 1 -- o.|>\nFROM orders o", [], ["amount"]),
    "a quoted name": ('SELECT "O".|> FROM orders "O"', ["amount"], ["name"]),
    "macros": ("SELECT {{ |> }} FROM orders o", ["revenue", "constants"], ["amount"]),
    "macro files": ('{% from "|>', ["money.sql"], ["amount"]),
    "macros of a file": ('{% from "money.sql" import |> %}', ["revenue"], ["amount"]),
    "constants": ("SELECT {{ constants.|> }}", ["currency"], ["revenue"]),
    "variables": ("SELECT {{ variables.|> }}", ["fiscal_start"], ["revenue"]),
    "facts of the tenant": ("SELECT {{ tenant.|> }}", ["locale", "timezone"], ["revenue"]),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_SQL)
def test_inside_sql(name: str) -> None:
    """A query is completed while it is half written, by what its own FROM reads."""
    sql, wanted, unwanted = IN_SQL[name]
    offered = labels(SALES, dashboard_with(sql))
    assert [label for label in wanted if label not in offered] == []
    assert [label for label in unwanted if label in offered] == []


MACRO_PATH = "tenants/_shared/macros/money.sql"
IN_MACROS = {
    "columns of the queries that call it": ('{% macro revenue(o="o") %}sum({{ o }}.|>){% endmacro %}', ["amount", "region"], ["person_id"]),
    "the same without an alias": ("{% macro revenue() -%} sum(am|>) {%- endmacro %}", ["amount", "name"], ["person_id"]),
    "of any table, where nobody calls it": ("{% macro other() %}sum(am|>){% endmacro %}", ["amount", "person_id"], []),
    "of what its own query reads": ("{% macro other() %}(SELECT |> FROM orders){% endmacro %}", ["amount"], ["name", "person_id"]),
    "not of the macro above": ("{% macro a() %}SELECT 1 FROM orders{% endmacro %}{% macro b() %}(SELECT |> FROM customers){% endmacro %}", ["name"], ["amount"]),
    "tables": ("{% macro other() %}(SELECT 1 FROM |>){% endmacro %}", ["orders", "hr.people"], ["amount"]),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_MACROS)
def test_inside_a_macro(name: str) -> None:
    """A piece of a query is completed by the queries that it becomes a part of."""
    text, wanted, unwanted = IN_MACROS[name]
    offered = labels(MACRO_PATH, text)
    assert [label for label in wanted if label not in offered] == []
    assert [label for label in unwanted if label in offered] == []


OVERLAY_PATH = "tenants/acme/overlays/sales.yaml"
TENANT_PATH = "tenants/acme/tenant.yaml"
DASHBOARD = dashboard_with("SELECT region AS area FROM customers")
IN_YAML = {
    "keys at the top": (SALES, "kind: dashboard\n|>", ["slug", "title", "widgets"], ["kind", "query"]),
    "keys of a widget": (SALES, DASHBOARD + "    |>", ["refresh"], ["id", "slug"]),
    "keys of a new widget": (SALES, DASHBOARD + "  - |>", ["id", "type"], ["slug"]),
    "keys of a position": (SALES, "kind: dashboard\nwidgets:\n  - position: {x: 0, |>}", ["y", "width"], ["x", "id"]),
    "types of widgets": (SALES, "kind: dashboard\nwidgets:\n  - type: |>", ["metric", "line"], ["revenue"]),
    "named ranges": (SALES, "kind: dashboard\nparameters:\n  - {type: date_range, default: |>}", ["last_12_months"], []),
    "yes or no": (SALES, "kind: dashboard\nparameters:\n  - {many: |>}", ["true", "false"], []),
    "encoded columns": (SALES, dashboard_with("SELECT 1").replace("x: area", "x: |>"), ["area", "total"], ["amount"]),
    "formatted columns": (SALES, dashboard_with("SELECT 1").replace("format: {total", "format: {|>"), ["area", "total"], ["amount"]),
    "dashboards": (TENANT_PATH, TENANT.replace("  - use: _shared/sales", "  - |>"), ["_shared/sales", "use"], []),
    "a dashboard in `use`": (TENANT_PATH, TENANT.replace("use: _shared/sales", "use: _sha|>"), ["_shared/sales"], ["use"]),
    "overlay files": (TENANT_PATH, TENANT.replace("overlay: overlays/sales.yaml", "overlay: |>"), ["overlays/sales.yaml"], ["catalog.yaml"]),
    "catalog files": (TENANT_PATH, TENANT.replace("catalog: catalog.yaml", "catalog: |>"), ["catalog.yaml"], ["overlays/sales.yaml"]),
    "constants of the dashboard": (TENANT_PATH, TENANT.replace("with: {currency: THB}", "with: {|>}"), ["currency"], []),
    "tables of row filters": (TENANT_PATH, TENANT.replace("table: sales.customers", "table: |>"), ["sales.customers"], []),
    "claims in a row filter": (TENANT_PATH, TENANT.replace(":viewer.regions", ":|>viewer.regions"), ["viewer.regions"], []),
    "the base of an overlay": (OVERLAY_PATH, "kind: overlay\ndashboard: |>", ["_shared/sales"], []),
    "widgets of the base": (OVERLAY_PATH, "kind: overlay\ndashboard: _shared/sales\nwidgets:\n  |>", ["revenue"], ["id"]),
    "parameters of the base": (OVERLAY_PATH, "kind: overlay\ndashboard: _shared/sales\nparameters:\n  |>", ["period", "regions"], ["id"]),
    "what an overlay changes in a widget": (OVERLAY_PATH, "kind: overlay\ndashboard: _shared/sales\nwidgets:\n  revenue: {|>}", ["position", "title"], []),
    "the neighbour of a widget": (OVERLAY_PATH, "kind: overlay\ndashboard: _shared/sales\norder:\n  revenue: {before: |>}", ["revenue"], []),
    "one of several overlays": (TENANT_PATH, TENANT.replace("overlay: overlays/sales.yaml", "overlay: [|>]"), ["overlays/sales.yaml"], ["catalog.yaml"]),
    "widgets that a test expects": (SALES, DASHBOARD + "tests:\n  - name: x\n    expect:\n      |>", ["revenue"], []),
    "tables that a test fills": (SALES, DASHBOARD + "tests:\n  - name: x\n    rows:\n      |>", ["orders", "hr.people"], []),
    "columns that a test fills": (SALES, DASHBOARD + "tests:\n  - name: x\n    rows:\n      orders:\n        - {|>}", ["amount"], ["name"]),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_YAML)
def test_outside_sql(name: str) -> None:
    """Keys, words and references by where the cursor stands."""
    path, text, wanted, unwanted = IN_YAML[name]
    offered = labels(path, text)
    assert [label for label in wanted if label not in offered] == []
    assert [label for label in unwanted if label in offered] == []


def test_what_is_written_is_replaced() -> None:
    """A suggestion stands for the whole of what is typed of it, slashes included."""
    found = completions(TENANT_PATH, TENANT.replace("use: _shared/sales", "use: _shared/sa|>"))
    text = TENANT.replace("use: _shared/sales", "use: _shared/sa")
    assert text[found.stretch.start : found.stretch.end] == "_shared/sa"


def test_columns_carry_type_and_meaning() -> None:
    """The catalog's type, nullability and description stand beside a column."""
    found = completions(SALES, dashboard_with("SELECT c.|> FROM customers c"))
    by_label = {suggestion.label: suggestion for suggestion in found.suggestions}
    assert by_label["name"].detail == "nvarchar(100) not null"
    assert (by_label["region"].detail, by_label["region"].words) == ("nvarchar(25)", "ภูมิภาคของลูกค้า")


def test_thai_and_emoji_before_the_cursor() -> None:
    """Offsets count characters, whatever stands before them."""
    assert "amount" in labels(SALES, dashboard_with("SELECT 'ยอดขาย 🙂' AS t, o.|> FROM orders o"))


def test_a_widget_is_begun_whole() -> None:
    """At a new element of the list an editor that can fill in places is offered beginnings of its types."""
    typed, offset = marked(DASHBOARD + "  - |>")
    found = complete(knowledge({SALES: typed}), Wanted(SALES, offset, snippets=True)).suggestions
    snippets = {suggestion.label: suggestion.text for suggestion in found if suggestion.what == "snippet"}
    assert set(snippets) >= {"metric", "line", "table"}
    assert snippets["text"].startswith("id: ${1:about}\ntype: text\n")


def test_words_carry_their_meaning() -> None:
    """What a choice means stands beside it."""
    found = completions(SALES, "kind: dashboard\nparameters:\n  - {empty: |>}")
    words = {suggestion.label: suggestion.words for suggestion in found.suggestions}
    assert words["none"] == "No row matches."
