"""`dashwright catalog diff`: what changed, which widgets it breaks, and which it changes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compiler.cli.main import cli
from tests.support.example_tree import CATALOG, blocks, example_tree

TREE = """
```yaml acme/dashboards/sales.yaml
kind: dashboard
slug: sales
title: Sales
parameters:
  - {id: region, type: text, options: {sql: SELECT DISTINCT region FROM customers}}
widgets:
  - id: total
    type: metric
    title: Total
    position: {x: 0, y: 0, width: 12, height: 2}
    query: {sql: 'SELECT max(amount) AS total FROM orders WHERE quantity > 0'}
    encoding: {value: total}
  - id: names
    type: table
    title: Names
    position: {x: 0, y: 2, width: 12, height: 2}
    query: {sql: 'SELECT name FROM customers WHERE region = :region'}
```
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tenant with its catalog."""
    return example_tree(blocks(TREE)).write(tmp_path)


def changed(root: Path, *changes: tuple[str, str]) -> Path:
    """Another catalog, beside the tenants."""
    text = CATALOG
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = root.parent / "new.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def diff(root: Path, *arguments: object) -> Result:
    """A call of `dashwright catalog diff`."""
    return CliRunner().invoke(cli, ["catalog", "diff", *map(str, arguments), "--root", str(root)])


def test_every_kind_of_change(root: Path) -> None:
    """Names apart only in case are the same; columns in another order too."""
    new = changed(
        root,
        ("collation: Latin1_General_CI_AS", "collation: Thai_CI_AS"),
        ("      note: nvarchar(200)\n", "      memo: nvarchar(200)\n"),
        ("country: varchar(2) not null", "country: varchar(3)"),
        ("region: nvarchar(25)", "Region: {type: nvarchar(25), collation: Thai_CS_AS}"),
        ("  sales.orders:", "  sales.lines: {columns: {a: int}}\n  sales.orders:"),
    )
    result = diff(root, root / "acme/catalog.yaml", new, "--format", "json")
    told = json.loads(result.stdout)
    assert [(c["kind"], c["table"], c["column"], c["before"], c["after"]) for c in told["changes"]] == [
        ("database collation", None, None, "Latin1_General_CI_AS", "Thai_CI_AS"),
        ("collation", "sales.customers", "Region", None, "Thai_CS_AS"),
        ("retyped", "sales.customers", "country", "varchar(2)", "varchar(3)"),
        ("nullability", "sales.customers", "country", "not null", "null"),
        ("table added", "sales.lines", None, None, None),
        ("column added", "sales.orders", "memo", None, "nvarchar(200)"),
        ("column removed", "sales.orders", "note", "nvarchar(200)", None),
    ]
    assert (result.exit_code, told["broken"]) == (0, [])


def test_what_breaks_has_file_and_line(root: Path) -> None:
    """Widgets and options of parameters; exit code 1."""
    new = changed(root, ("region:", "area:"), ("quantity: int", "quantity: nvarchar(10)"))
    result = diff(root, root / "acme/catalog.yaml", new, "--format", "json")
    told = json.loads(result.stdout)
    found = [(f["code"], Path(f["file"]).name, f["line"]) for f in told["broken"]]
    assert result.exit_code == 1
    assert found == [("DW504", "sales.yaml", 5), ("DW507", "sales.yaml", 11), ("DW504", "sales.yaml", 17)]
    assert [(p["tenant"], p["dashboard"], p["kind"], p["name"], p["line"]) for p in told["parts"]] == [
        ("acme", "sales", "widget", "total", 7),
        ("acme", "sales", "widget", "names", 13),
        ("acme", "sales", "parameter", "region", 5),
    ]


def test_a_result_that_changes_its_type_is_told_and_breaks_nothing(root: Path) -> None:
    """Exit code 0, with what the column is and becomes."""
    new = changed(root, ("amount: decimal(15,2)", "amount: decimal(18,4)"))
    result = diff(root, root / "acme/catalog.yaml", new)
    assert result.exit_code == 0
    assert "retyped              sales.orders.amount  decimal(15,2) -> decimal(18,4)" in result.stdout
    assert "widget total: `total` becomes decimal(18,4), and is decimal(15,2)" in result.stdout


def test_the_tenants_may_have_the_new_one_already(root: Path) -> None:
    """As in a pull request that changes the catalog: OLD comes from the base."""
    old = changed(root, ("      note: nvarchar(200)\n", ""))
    result = diff(root, changed(root), root / "acme/catalog.yaml")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "the catalogs have the same tables and columns",
    )
    old = changed(root, ("region:", "area:"))
    assert diff(root, old, root / "acme/catalog.yaml").exit_code == 0  # what was broken is mended


def test_catalogs_of_no_tenant(root: Path) -> None:
    """The changes are told; for what they break a tenant must be named."""
    one = changed(root).rename(root.parent / "one.yaml")
    two = changed(root, ("region:", "area:"))
    alone = diff(root, one, two)
    assert alone.exit_code == 0
    assert "name one with --tenant" in alone.stderr
    assert diff(root, one, two, "--tenant", "acme").exit_code == 1
    assert diff(root, one, two, "--tenant", "nobody").exit_code == 2


def test_a_file_that_is_no_good_catalog_is_told_at_its_line(root: Path) -> None:
    """Nothing is compared."""
    new = changed(root, ("amount: decimal(15,2)", "amount: decimaal(15,2)"))
    result = diff(root, root / "acme/catalog.yaml", new)
    assert result.exit_code == 1
    assert "DW218" in result.stdout
    assert f"{os.path.relpath(new)}:" in result.stdout.replace("\n", "")


def test_a_script_of_ddl_is_told_to_be_imported_first(root: Path) -> None:
    """It is not read as YAML."""
    script = root.parent / "site.sql"
    script.write_text("CREATE TABLE dbo.a (x int)")
    result = diff(root, root / "acme/catalog.yaml", script)
    assert result.exit_code == 1
    assert "dashwright catalog import" in result.stderr
