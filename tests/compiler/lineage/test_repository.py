"""Uses across tenants, dashboards, lists of options, row filters, and what a catalog defines by its own tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.impact.asked import read_forms, uses
from compiler.ir.lineage import Lineage, PlacedUse
from compiler.lineage.repository import FAULTY
from compiler.stages.load import load
from tests.support.example_tree import blocks, example_tree

CATALOG = """
```yaml acme/catalog.yaml
kind: catalog
default_schema: sales
tables:
  sales.orders:
    columns:
      order_id: int not null
      customer_id: int not null
      amount: decimal(15,2) not null
      doubled: {type: 'decimal(17,2)', computed: '([amount]*(2))'}
  sales.large:
    type: view
    columns: {order_id: int, total: 'decimal(15,2)'}
    definition: |
      SELECT o.order_id, o.amount AS total
      FROM sales.orders AS o
      WHERE o.customer_id > 10
  sales.larger:
    type: view
    columns: {total: 'decimal(15,2)'}
    definition: SELECT total FROM sales.large WHERE order_id > 0
  archive.orders:
    type: synonym
    stands_for: sales.orders
    columns: {order_id: int not null, customer_id: int not null, amount: 'decimal(15,2) not null'}
```
"""
TENANT = """
```yaml acme/tenant.yaml
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml, dialect: DIALECT}
dashboards: [sales]
row_filters:
  - table: orders
    where: amount > 0 AND customer_id IN (:viewer.customers)
```
```yaml acme/dashboards/sales.yaml
kind: dashboard
slug: sales
title: Sales
parameters:
  - {id: customer, type: integer, options: {sql: SELECT DISTINCT customer_id FROM sales.orders}}
widgets:
  - id: direct
    type: table
    title: Direct
    position: {x: 0, y: 0, width: 12, height: 2}
    query:
      sql: |
        SELECT order_id FROM sales.orders
        WHERE amount > 5 AND customer_id = :customer
  - id: viewed
    type: table
    title: Viewed
    position: {x: 0, y: 2, width: 12, height: 2}
    query: {sql: 'SELECT total FROM sales.larger'}
  - id: named
    type: table
    title: Named
    position: {x: 0, y: 4, width: 12, height: 2}
    query: {sql: 'SELECT o.amount AS a FROM archive.orders o'}
  - id: computed
    type: table
    title: Computed
    position: {x: 0, y: 6, width: 12, height: 2}
    query: {sql: 'SELECT doubled FROM sales.orders'}
```
"""


@pytest.fixture(params=["postgres", "duckdb", "tsql"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The tenant, its queries in each dialect: row filters change the text of one in T-SQL, and no place moves."""
    text = CATALOG + TENANT.replace("DIALECT", request.param)
    return example_tree(blocks(text)).write(tmp_path)


def found(root: Path, asked: str) -> Lineage:
    """What `dashwright lineage` finds."""
    return uses(read_forms(load(root)), asked)


def told(use: PlacedUse) -> tuple[str, int, str, str, tuple[str, ...]]:
    """File, line, role, name and way of a use."""
    span = use.place.span
    return span.file.rsplit("/", 1)[-1], span.line, use.use.role, use.name, use.use.through


def test_every_use_of_a_column(root: Path) -> None:
    """Direct, by row filter, by a view of a view, by a synonym, by a computed column; nothing of what reads other columns."""
    assert [told(use) for use in found(root, "sales.orders.amount").uses] == [
        ("catalog.yaml", 9, "select", "sales.orders.doubled", ()),
        ("catalog.yaml", 14, "select", "sales.large", ()),
        ("catalog.yaml", 20, "select", "sales.larger", ("sales.large.total",)),
        ("sales.yaml", 14, "where", "direct", ()),
        ("sales.yaml", 19, "select", "viewed", ("sales.large.total", "sales.larger.total")),
        ("sales.yaml", 24, "select", "named", ("archive.orders.amount",)),
        ("sales.yaml", 29, "select", "computed", ("sales.orders.doubled",)),
        ("tenant.yaml", 9, "row filter", "orders", ()),
    ]


def test_rows_of_a_view_depend_on_its_conditions(root: Path) -> None:
    """What the WHERE of a view names decides the rows of whoever reads the view."""
    uses = [told(use) for use in found(root, "orders.customer_id").uses]
    assert ("catalog.yaml", 16, "where", "sales.large", ()) in uses
    assert ("sales.yaml", 19, "from", "viewed", ("sales.large", "sales.larger")) in uses
    assert ("sales.yaml", 5, "select", "customer", ()) in uses


def test_a_table_is_used_where_it_is_read_and_in_each_of_its_columns(root: Path) -> None:
    """A row filter and a synonym name it too."""
    uses = {told(use)[:4] for use in found(root, "sales.orders").uses if use.use.target.column is None}
    assert uses >= {
        ("sales.yaml", 5, "from", "customer"),
        ("sales.yaml", 13, "from", "direct"),
        ("tenant.yaml", 8, "row filter", "orders"),
        ("catalog.yaml", 23, "from", "archive.orders"),
    }


def test_a_name_without_a_schema_is_looked_for_in_every_schema(root: Path) -> None:
    """A table before a column; case aside."""
    targets = found(root, "Orders").targets["acme"]
    assert [str(target) for target in targets] == ["sales.orders", "archive.orders"]
    assert [str(target) for target in found(root, "doubled").targets["acme"]] == ["sales.orders.doubled"]
    assert not found(root, "nothing").targets


def test_the_place_is_the_name_itself(root: Path) -> None:
    """Line and column of the author's text, as editors count."""
    (use,) = [use for use in found(root, "amount").uses if use.name == "direct"]
    span = use.place.span
    assert (span.line, span.column, span.end_column) == (14, 15, 21)


def test_a_tenant_whose_catalog_cannot_be_used_is_told(root: Path) -> None:
    """Silence would read as: no use there."""
    (root / "acme/catalog.yaml").write_text("kind: catalog\ntables: [\n", encoding="utf-8")
    (unread,) = found(root, "amount").unread
    assert (unread.kind, unread.tenant, unread.reason) == ("catalog", "acme", FAULTY)


def test_a_query_with_faults_is_not_known(root: Path) -> None:
    """What it would use is not guessed, and that is said."""
    path = root / "acme/dashboards/sales.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("SELECT doubled", "SELECT dubled"), encoding="utf-8"
    )
    (unread,) = found(root, "amount").unread
    assert (unread.kind, unread.name, unread.tenant) == ("widget", "computed", "acme")
