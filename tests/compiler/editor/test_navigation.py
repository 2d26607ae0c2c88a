import pytest

from compiler.diagnostics.gathering import is_error
from compiler.editor.definition import definitions_at
from compiler.editor.document_symbols import entries_of
from compiler.editor.hover import hover_at
from compiler.editor.occurrences import occurrences_of, symbols_at
from compiler.editor.renaming import CannotRename, rename
from compiler.pipeline import assemble_forms
from tests.support.editor import (
    CATALOG,
    DASHBOARD,
    FILES,
    MACROS,
    OVERLAY,
    SALES,
    TENANT,
    dashboard_with,
    knowledge,
    marked,
)

OVERLAY_PATH = "tenants/acme/overlays/sales.yaml"
TENANT_PATH = "tenants/acme/tenant.yaml"
CATALOG_PATH = "tenants/acme/catalog.yaml"
MACROS_PATH = "tenants/_shared/macros/money.sql"


def _targets(path: str, text: str) -> list[tuple[str, str]]:
    """The file and the text of each definition of what stands at the mark; a file's first place has no text."""
    typed, offset = marked(text)
    known = knowledge({path: typed})
    return [
        (found.path, known.texts[found.path][found.start : found.end])
        for found in definitions_at(known, path, offset)
    ]


DEFINITIONS = {
    "a macro": (SALES, DASHBOARD.replace("{{ revenue()", "{{ reve|>nue()"), [(MACROS_PATH, "revenue")]),
    "an imported name": (SALES, DASHBOARD.replace("import revenue", "import reve|>nue"), [(MACROS_PATH, "revenue")]),
    "an imported file": (SALES, DASHBOARD.replace('"money.sql"', '"mon|>ey.sql"'), [(MACROS_PATH, "")]),
    "a parameter": (SALES, DASHBOARD.replace("(:regions)", "(:reg|>ions)"), [(SALES, "regions")]),
    "a range by its end": (SALES, DASHBOARD.replace(":period.start", ":per|>iod.start"), [(SALES, "period")]),
    "a table": (SALES, DASHBOARD.replace("FROM orders", "FROM ord|>ers"), [(CATALOG_PATH, "sales.orders")]),
    "a column": (SALES, DASHBOARD.replace("o.ordered_at >=", "o.ordered|>_at >="), [(CATALOG_PATH, "ordered_at")]),
    "an alias": (SALES, DASHBOARD.replace("WHERE o.", "WHERE o|>."), [(SALES, "o")]),
    "a constant in a template": (SALES, DASHBOARD.replace("constants.currency", "constants.curr|>ency"), [(SALES, "currency")]),
    "an encoded column": (SALES, DASHBOARD.replace("x: area", "x: ar|>ea"), [(SALES, "area")]),
    "a formatted column": (SALES, DASHBOARD.replace("{total: {style", "{to|>tal: {style"), [(SALES, "total")]),
    "a CTE": (SALES, dashboard_with("WITH big AS (SELECT 1 AS a) SELECT a FROM bi|>g"), [(SALES, "big")]),
    "a shared dashboard": (TENANT_PATH, TENANT.replace("_shared/sales", "_shared/sa|>les"), [(SALES, "")]),
    "an overlay's file": (TENANT_PATH, TENANT.replace("overlays/sales", "overlays/sa|>les"), [(OVERLAY_PATH, "")]),
    "a catalog's file": (TENANT_PATH, TENANT.replace("catalog: catalog.yaml", "catalog: cat|>alog.yaml"), [(CATALOG_PATH, "")]),
    "a constant that a tenant sets": (TENANT_PATH, TENANT.replace("{currency: THB}", "{curr|>ency: THB}"), [(SALES, "currency")]),
    "a table of a row filter": (TENANT_PATH, TENANT.replace("table: sales.cust", "table: sales.|>cust"), [(CATALOG_PATH, "sales.customers")]),
    "a column of a row filter": (TENANT_PATH, TENANT.replace("'region IN", "'reg|>ion IN"), [(CATALOG_PATH, "region")]),
    "the widget that an overlay changes": (OVERLAY_PATH, OVERLAY.replace("  revenue:", "  reve|>nue:"), [(SALES, "revenue")]),
    "the parameter that an overlay changes": (OVERLAY_PATH, OVERLAY.replace("  period:", "  per|>iod:"), [(SALES, "period")]),
    "the base of an overlay": (OVERLAY_PATH, OVERLAY.replace("_shared/sales", "_shared/sa|>les"), [(SALES, "")]),
    "a key of a primary key": (CATALOG_PATH, CATALOG.replace("primary_key: [order_id]", "primary_key: [order|>_id]"), [(CATALOG_PATH, "order_id")]),
    "a widget in the order": (OVERLAY_PATH, OVERLAY + "order:\n  reve|>nue: {after: revenue}\n", [(SALES, "revenue")]),
    "a neighbour in the order": (OVERLAY_PATH, OVERLAY + "order:\n  revenue: {after: reve|>nue}\n", [(SALES, "revenue")]),
    "one of several overlays": (TENANT_PATH, TENANT.replace("overlays/sales.yaml", "[overlays/sa|>les.yaml]"), [(OVERLAY_PATH, "")]),
    "nothing": (SALES, DASHBOARD.replace("slug: sales", "slug: sa|>les"), []),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFINITIONS)
def test_go_to_definition(name: str) -> None:
    """What has a name leads to the place where it is made."""
    path, text, wanted = DEFINITIONS[name]
    assert _targets(path, text) == wanted


def test_definition_in_a_file_with_a_fault_elsewhere() -> None:
    """A bracket that is never closed further up hides nothing below it."""
    broken = DASHBOARD.replace("title: {en: Sales, th: ยอดขาย}", "title: {en: Sales, th: ").replace(
        "FROM orders", "FROM ord|>ers"
    )
    assert _targets(SALES, broken) == [(CATALOG_PATH, "sales.orders")]


def _renamed(path: str, text: str, new: str) -> dict[str, str]:
    """The files after a renaming of what stands at the mark, those that it changes."""
    typed, offset = marked(text)
    known = knowledge({path: typed})
    files = {}
    for file, changes in rename(known, path, offset, new).items():
        result = known.texts[file]
        for change in sorted(changes, key=lambda found: -found.start):
            result = result[: change.start] + change.text + result[change.end :]
        files[file] = result
    return files


def test_rename_a_parameter() -> None:
    """Its id, every `:name` of the SQL and every overlay are changed; texts that only look alike are not."""
    files = _renamed(SALES, DASHBOARD.replace("id: period", "id: per|>iod"), "span")
    assert set(files) == {SALES, OVERLAY_PATH}
    assert ":span.start" in files[SALES]
    assert "{id: span," in files[SALES]
    assert ":period" not in files[SALES]
    assert files[SALES].endswith("moved:\n  parameters: {period: span}\n")
    assert "label: Period" in files[SALES]
    assert "  span: {default" in files[OVERLAY_PATH]


def test_rename_a_widget() -> None:
    """Its id and the overlay's key, not the macro of the same name."""
    files = _renamed(OVERLAY_PATH, OVERLAY.replace("  revenue:", "  rev|>enue:"), "income")
    assert "- id: income" in files[SALES]
    assert "import revenue" in files[SALES]
    assert "  income: {title: รายได้}" in files[OVERLAY_PATH]


def test_rename_a_macro() -> None:
    """Its definition, every import and every call, not the widget of the same name."""
    files = _renamed(MACROS_PATH, MACROS.replace("macro revenue", "macro rev|>enue"), "income")
    assert "macro income(" in files[MACROS_PATH]
    assert "import income %}" in files[SALES]
    assert "{{ income() }}" in files[SALES]
    assert "- id: revenue" in files[SALES]


def test_rename_a_constant() -> None:
    """Where it is declared, used in templates and set by tenants."""
    files = _renamed(TENANT_PATH, TENANT.replace("{currency: THB}", "{curr|>ency: THB}"), "money")
    assert "with: {money: THB}" in files[TENANT_PATH]
    assert "constants.money" in files[SALES]
    assert "\n  money: {type: text" in files[SALES]
    assert "currency: '{{" in files[SALES]


MOVED = {
    "none yet": ("", "moved:\n  widgets: {revenue: income}\n"),
    "of something else": (
        "moved:\n  slugs: [old]\n",
        "moved:\n  widgets: {revenue: income}\n  slugs: [old]\n",
    ),
    "on lines": (
        "moved:\n  widgets:\n    a: revenue\n",
        "moved:\n  widgets:\n    revenue: income\n    a: revenue\n",
    ),
    "in braces": ("moved:\n  widgets: {a: revenue}\n", "moved:\n  widgets: {revenue: income, a: revenue}\n"),
    "in braces altogether": (
        "moved: {slugs: [old]}\n",
        "moved: {widgets: {revenue: income}, slugs: [old]}\n",
    ),
}


@pytest.mark.parametrize("name", MOVED)
def test_a_rename_loses_nothing(name: str) -> None:
    """The former name is kept in `moved`, so that addresses and what viewers have chosen go on working."""
    before, after = MOVED[name]
    files = _renamed(SALES, (DASHBOARD + before).replace("- id: revenue", "- id: rev|>enue"), "income")
    assert files[SALES].endswith(after)
    assert "- id: income" in files[SALES]


REFUSED = {
    "a column": (
        DASHBOARD.replace("o.ordered_at >=", "o.ordered|>_at >="),
        "when_",
        "named by the site's database",
    ),
    "a bad name": (DASHBOARD.replace("id: period", "id: per|>iod"), "Two Words", "is no name"),
    "a name that is taken": (DASHBOARD.replace("id: period", "id: per|>iod"), "regions", "already"),
    "a former name": (
        DASHBOARD.replace("- id: revenue", "- id: rev|>enue") + "moved: {widgets: {old: revenue}}\n",
        "old",
        "former name",
    ),
    "nothing": (DASHBOARD.replace("slug: sales", "slug: sa|>les"), "x", "nothing here"),
    "something undefined": (dashboard_with("SELECT :gon|>e"), "x", "not defined"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_rename_is_refused_with_a_reason(name: str) -> None:
    """What would break something, or is not the author's to name, is not renamed."""
    text, new, reason = REFUSED[name]
    typed, offset = marked(text)
    with pytest.raises(CannotRename, match=reason):
        rename(knowledge({SALES: typed}), SALES, offset, new)


def test_references_of_a_column() -> None:
    """A column's uses in queries, row filters and the catalog itself."""
    text, offset = marked(CATALOG.replace("      region:", "      reg|>ion:"))
    known = knowledge({CATALOG_PATH: text})
    symbols = frozenset(found.symbol for found in symbols_at(known, CATALOG_PATH, offset))
    found = list(occurrences_of(known, symbols))
    assert [occurrence.path for occurrence in found].count(SALES) == 3
    assert {occurrence.path for occurrence in found} == {SALES, TENANT_PATH, CATALOG_PATH}


HOVERS = {
    "a column": (SALES, DASHBOARD.replace("c.region IN", "c.reg|>ion IN"), ["nvarchar(25)", "ภูมิภาคของลูกค้า", "acme"]),
    "a table": (SALES, DASHBOARD.replace("JOIN customers", "JOIN cust|>omers"), ["Who buys", "`customer_id` int not null"]),
    "an alias": (SALES, DASHBOARD.replace("WHERE o.", "WHERE o|>."), ["sales.orders"]),
    "a parameter": (SALES, DASHBOARD.replace("(:regions)", "(:reg|>ions)"), ["text", "IN (:regions)", "Regions"]),
    "a function": (SALES, dashboard_with("SELECT date_|>trunc('month', ordered_at) FROM orders"), ["beginning of the year"]),
    "a macro": (SALES, DASHBOARD.replace("{{ revenue()", "{{ reve|>nue()"), ["money.sql", "sum({{ order }}.amount)"]),
    "a column in a macro, of its callers": (MACROS_PATH, MACROS.replace(".amount", ".amo|>unt"), ["`sales.orders.amount` decimal(15,2) not null"]),
    "a table in a macro": (MACROS_PATH, "{% macro a() %}(SELECT 1 FROM ord|>ers){% endmacro %}", ["table `sales.orders`"]),
    "a constant": (SALES, DASHBOARD.replace("constants.currency", "constants.curr|>ency"), ["mode required", "ISO code"]),
    "the query's T-SQL": (SALES, DASHBOARD.replace("SELECT c.", "SEL|>ECT c."), ["SQL Server 2019 (acme)", "[sales].[orders]", "`total` decimal(38,2)"]),
    "the key `sql`": (SALES, DASHBOARD.replace("      sql:", "      sq|>l:"), ["[sales].[orders]", "`area` nvarchar(25)"]),
    "an encoded column": (SALES, DASHBOARD.replace("x: area", "x: ar|>ea"), ["nvarchar(25)"]),
    "a key": (SALES, DASHBOARD.replace("empty: all", "em|>pty: all"), ["`refuse`", "leaves the condition out"]),
    "a shared dashboard": (TENANT_PATH, TENANT.replace("_shared/sales", "_shared/sa|>les"), ["Sales", "`currency`", "`revenue`"]),
    "a widget in an overlay": (OVERLAY_PATH, OVERLAY.replace("  revenue:", "  reve|>nue:"), ["a bar"]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOVERS)
def test_hover(name: str) -> None:
    """What is shown says what the thing is, and for whom."""
    path, text, wanted = HOVERS[name]
    typed, offset = marked(text)
    found = hover_at(knowledge({path: typed}), path, offset)
    assert found is not None
    assert [words for words in wanted if words not in found.words] == []


def test_the_outline_of_a_dashboard() -> None:
    """Parameters and widgets by their ids, below the keys that hold them."""
    entries = {entry.name: entry for entry in entries_of(knowledge(), SALES)}
    assert [(part.name, part.detail) for part in entries["widgets"].parts] == [("revenue", "bar")]
    assert [part.name for part in entries["parameters"].parts] == ["period", "regions"]
    assert [entry.name for entry in entries_of(knowledge(), MACROS_PATH)] == ["revenue"]


def test_every_example_file_is_known() -> None:
    """The files of these tests compile without an error, so that what is tested is what authors have."""
    assert not [fault for fault in assemble_forms(knowledge().forms, "test").diagnostics if is_error(fault)]
    assert set(FILES) == set(knowledge().texts)
