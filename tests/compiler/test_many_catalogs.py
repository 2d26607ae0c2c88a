"""One shared dashboard over 40 catalogs that differ: exactly the tenants and lines that break, each fault once."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.compilation import Compilation
from compiler.pipeline import compile_tree
from tests.support.example_tree import CATALOG

DASHBOARD = """\
kind: dashboard
slug: sales
title: Sales
widgets:
  - id: total
    type: metric
    title: Total
    position: {x: 0, y: 0, width: 12, height: 2}
    query:
      sql: |
        SELECT sum(amount) AS total
        FROM orders
        WHERE note IS NULL
    encoding: {value: total}
  - id: names
    type: table
    title: Names
    position: {x: 0, y: 2, width: 12, height: 2}
    query: {sql: 'SELECT name FROM customers ORDER BY name'}
"""
TENANT = """\
kind: tenant
name: T
slug: SLUG
license: pro
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}
dashboards: [_shared/sales]
"""
WITHOUT_NOTE = {f"t{number:02}" for number in range(0, 40, 3)}
RENAMED_AMOUNT = {"t07": "amounts", "t08": "amoun", "t21": "price"}
TEXT_AMOUNT = {"t05", "t39"}


def _catalog(slug: str) -> str:
    text = CATALOG
    if slug in WITHOUT_NOTE:
        text = text.replace("      note: nvarchar(200)\n", "")
    if slug in RENAMED_AMOUNT:
        text = text.replace("      amount:", f"      {RENAMED_AMOUNT[slug]}:")
    if slug in TEXT_AMOUNT:
        text = text.replace("      amount: decimal(15,2) not null", "      amount: nvarchar(20)")
    return text


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compilation:
    """The 40 tenants, compiled once."""
    root = tmp_path_factory.mktemp("many") / "tenants"
    (root / "_shared/dashboards").mkdir(parents=True)
    (root / "_shared/dashboards/sales.yaml").write_text(DASHBOARD, encoding="utf-8")
    for slug in (f"t{number:02}" for number in range(40)):
        (root / slug).mkdir()
        (root / slug / "tenant.yaml").write_text(TENANT.replace("SLUG", slug), encoding="utf-8")
        (root / slug / "catalog.yaml").write_text(_catalog(slug), encoding="utf-8")
    return compile_tree(Path(root), "test")


def test_each_fault_stands_once_with_its_tenants(compiled: Compilation) -> None:
    """Three causes in three tables of sites are three faults, at three lines of one file."""
    found = {(fault.span.line, fault.code): set(fault.tenants) for fault in compiled.diagnostics}
    assert found == {
        (11, "DW504"): set(RENAMED_AMOUNT),
        (11, "DW507"): TEXT_AMOUNT,
        (13, "DW504"): WITHOUT_NOTE,
    }


def test_the_tenants_that_hold_are_built(compiled: Compilation) -> None:
    """A fault at some sites holds no other one up."""
    broken = WITHOUT_NOTE | set(RENAMED_AMOUNT) | TEXT_AMOUNT
    assert set(compiled.bundles) == {f"t{number:02}" for number in range(40)} - broken


def test_each_site_is_offered_its_own_name(compiled: Compilation) -> None:
    """What the column is called at one site is no remedy at another."""
    (fault,) = [f for f in compiled.diagnostics if f.span.line == 11 and f.code == "DW504"]
    assert _remedies(fault) == {"t07: did you mean `amounts`?", "t08: did you mean `amoun`?"}


def _remedies(fault: Diagnostic) -> set[str]:
    return {note.removeprefix("for ") for note in fault.notes if "did you mean" in note}
