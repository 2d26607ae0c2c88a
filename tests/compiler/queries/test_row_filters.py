"""Row filters of a tenant and of a dashboard: both hold, wherever a query names the table, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from compiler.ir.translated import TranslatedTenant
from compiler.pipeline import run_stages
from compiler.stages.load import load
from tests.support.example_tree import blocks, example_tree

WIDGET = """\
  - id: {id}
    type: table
    title: Orders
    position: {{x: 0, y: {y}, width: 6, height: 4}}
    query:
      sql: |
        {sql}
"""
OWN = """\
row_filters:
  - {table: sales.orders, where: 'customer_id IN (:viewer.customers)'}
parameters:
  - id: day
    type: date
    empty: all
    options: {sql: SELECT DISTINCT shipped_on FROM orders ORDER BY 1}
"""
TENANT = """\
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}
dashboards: [own, other]
row_filters:
  - {table: sales.orders, where: quantity > 0}
"""


def dashboard(slug: str, extra: str, *queries: str) -> str:
    """A dashboard with a table for each query."""
    widgets = "".join(
        WIDGET.format(id=f"w{at}", y=at * 4, sql=sql) for at, sql in enumerate(queries, start=1)
    )
    return f"```yaml acme/dashboards/{slug}.yaml\nkind: dashboard\nslug: {slug}\ntitle: T\n{extra}widgets:\n{widgets}```\n"


def translated(folder: Path) -> TranslatedTenant:
    """The tenant, with a filter of its own on a table on which one dashboard has another."""
    tree = dashboard(
        "own",
        OWN,
        "WITH mine AS (SELECT order_id FROM orders WHERE shipped_on = :day) SELECT count(*) AS n FROM mine",
        "SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id)",
    )
    tree += dashboard("other", "", "SELECT order_id FROM orders")
    tree += f"```yaml acme/tenant.yaml\n{TENANT}```\n"
    forms = run_stages(load(example_tree(blocks(tree)).write(folder)))
    [tenant] = forms.translated
    assert [fault for found in tenant.dashboards for fault in found.faults] == []
    return tenant


def test_both_filters_hold_in_every_query_of_the_dashboard(tmp_path: Path) -> None:
    """In CTEs, subqueries and option lists; the claim is a parameter that the site fills or refuses for."""
    own, _ = translated(tmp_path).dashboards
    asked = [widget.translation for widget in own.widgets] + [p.translation for p in own.parameters]
    assert len(asked) == 3
    for translation in asked:
        assert translation is not None
        assert translation.statements
        for statement in translation.statements.values():
            assert "[quantity] > 0" in statement.sql
            assert "OPENJSON(@viewer_customers)" in statement.sql
            [claim] = [p for p in statement.parameters if p.source.kind == "claim"]
            assert (claim.source.name, claim.many) == ("customers", True)


def test_another_dashboard_of_the_tenant_carries_the_tenants_alone(tmp_path: Path) -> None:
    """Its statement asks for no claim."""
    _, other = translated(tmp_path).dashboards
    translation = other.widgets[0].translation
    assert translation is not None
    [statement] = translation.statements.values()
    assert "[quantity] > 0" in statement.sql
    assert statement.parameters == ()
