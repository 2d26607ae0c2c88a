"""`text_comparison`: who may say it, who wins, and that one query may be shipped in both forms."""

from __future__ import annotations

import json

import pytest

from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree
from compiler.pipeline import compile_source
from tests.support.example_tree import CATALOG

WIDGET = """\
  - id: {name}
    type: table
    title: Notes
    position: {{x: 0, y: {at}, width: 12, height: 4}}
    query:
      sql: SELECT order_id FROM orders WHERE note = 'x'{comparison}
"""


def compiled(source: str = "", dashboard: str = "", widgets: tuple[str, ...] = ("",)) -> Compilation:
    """A tenant whose datasource, dashboard and widgets say these things."""
    tenant = f"""\
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {{engine: sqlserver, version: 2019, catalog: catalog.yaml{source}}}
dashboards: [sales]
"""
    page = f"kind: dashboard\nslug: sales\ntitle: Sales\n{dashboard}widgets:\n" + "".join(
        WIDGET.format(name=f"w{at}", at=4 * at, comparison=f"\n      {said}" if said else "")
        for at, said in enumerate(widgets)
    )
    files = {
        "tenants/acme/catalog.yaml": CATALOG,
        "tenants/acme/dashboards/sales.yaml": page,
        "tenants/acme/tenant.yaml": tenant,
    }
    return compile_source(SourceTree({path: text.encode() for path, text in files.items()}), "test")


def statements(compilation: Compilation) -> list[str]:
    """The T-SQL of a compilation's statements."""
    assert compilation.ok, compilation.diagnostics
    objects = [json.loads(found) for found in compilation.bundles["acme"].objects.values()]
    return [found["sql"] for found in objects if "sql" in found]


EXACT = "text_comparison: exact"
DATABASE = "text_comparison: database"


@pytest.mark.parametrize(
    ("source", "dashboard", "widget", "is_exact"),
    [
        ("", "", "", False),
        (f", {EXACT}", "", "", True),
        ("", f"{EXACT}\n", "", True),
        ("", "", EXACT, True),
        (f", {EXACT}", f"{DATABASE}\n", "", False),
        (f", {EXACT}", "", DATABASE, False),
        ("", f"{EXACT}\n", DATABASE, False),
    ],
)
def test_the_nearest_word_wins(source: str, dashboard: str, widget: str, is_exact: bool) -> None:
    """A widget's query overrides its dashboard, and that the tenant's datasource."""
    (sql,) = statements(compiled(source, dashboard, (widget,)))
    assert ("VARBINARY" in sql) == is_exact


def test_one_query_is_shipped_in_both_forms() -> None:
    """Two widgets with the same text of SQL and another comparison share no statement."""
    found = statements(compiled(widgets=("", EXACT)))
    assert sorted("VARBINARY" in sql for sql in found) == [False, True]


def test_the_default_is_the_database_s_own_comparison() -> None:
    """To say `database` is to say nothing."""
    said = compiled(f", {DATABASE}", f"{DATABASE}\n", (DATABASE,))
    assert statements(said) == statements(compiled())


def test_a_query_in_tsql_cannot_be_made_exact() -> None:
    """What is shipped to the letter means what the letter says; that is told, not passed over."""
    compilation = compiled(f", dialect: tsql, {EXACT}")
    assert [fault.code for fault in compilation.diagnostics] == ["DW602"]
