"""What a change breaks beyond the queries that name it: views of views, computed columns, synonyms, results."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.impact.asked import dropped, read_forms, uses
from compiler.ir.lineage import Impact
from compiler.stages.load import load
from tests.compiler.lineage.test_repository import CATALOG, TENANT
from tests.support.example_tree import blocks, example_tree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tenant of the tests of uses, its queries in PostgreSQL's dialect."""
    return example_tree(blocks(CATALOG + TENANT.replace("DIALECT", "postgres"))).write(tmp_path)


def drop(root: Path, asked: str) -> Impact:
    """What `dashwright lineage --drop` finds."""
    forms = read_forms(load(root))
    return dropped(forms, uses(forms, asked))


def told(found: Impact) -> list[tuple[str, int, str]]:
    """File, line and message of each error."""
    return [(f.span.file.rsplit("/", 1)[-1], f.span.line, f.message) for f in found.broken]


def test_views_of_views_break_with_the_column_that_they_are_made_of(root: Path) -> None:
    """The view that names it, the query that reads a view of that view, the synonym's reader, the computed column."""
    assert told(drop(root, "sales.orders.amount")) == [
        ("catalog.yaml", 9, "the computed column `sales.orders.doubled` no longer holds"),
        ("catalog.yaml", 13, "the view `sales.large` no longer holds"),
        ("sales.yaml", 14, "there is no column `amount`"),
        ("sales.yaml", 19, "`sales.larger` is read here, which no longer holds"),
        ("sales.yaml", 24, "`o` has no column `amount`"),
        ("sales.yaml", 29, "`sales.orders.doubled` is read here, which no longer holds"),
        ("tenant.yaml", 9, "there is no column `amount`"),
    ]


def test_each_query_that_breaks_is_named(root: Path) -> None:
    """Also those that read only what is made of the column."""
    parts = {
        (part.tenant, part.dashboard, part.kind, part.name)
        for part in drop(root, "sales.orders.amount").parts
    }
    assert parts == {("acme", "sales", "widget", name) for name in ("direct", "viewed", "named", "computed")}


def test_a_table_takes_its_synonym_along(root: Path) -> None:
    """Whoever reads the synonym is told, and so is the row filter of the table."""
    found = told(drop(root, "sales.orders"))
    assert ("sales.yaml", 24, "`archive.orders` is read here, which no longer holds") in found
    assert ("tenant.yaml", 8, "the catalog has no table `orders`") in found


def test_a_column_of_a_view_breaks_the_views_that_read_it(root: Path) -> None:
    """No query names it, and the one that reads the view of the view is told."""
    assert told(drop(root, "sales.large.order_id")) == [
        ("catalog.yaml", 20, "the view `sales.larger` no longer holds"),
        ("sales.yaml", 19, "`sales.larger` is read here, which no longer holds"),
    ]
