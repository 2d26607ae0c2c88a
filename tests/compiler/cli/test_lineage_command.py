"""`dashwright lineage` as it is called: uses, what a drop breaks, what a new name breaks and the edits that mend it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from compiler.cli.main import cli
from tests.support.example_tree import CATALOG, blocks, example_tree

TREE = """
```yaml _shared/dashboards/sales.yaml
kind: dashboard
slug: sales
title: Sales
widgets:
  - id: best
    type: bar
    title: Best
    position: {x: 0, y: 0, width: 12, height: 2}
    query:
      sql: |
        SELECT region, sum(amount) AS total   # SQL
        FROM sales.orders JOIN sales.customers USING (customer_id)
        GROUP BY region
    encoding: {x: region, y: total}
  - id: notes
    type: table
    title: Notes
    position: {x: 0, y: 2, width: 12, height: 2}
    query: {sql: SELECT note FROM sales.orders ORDER BY note}
```
""".replace("   # SQL", "")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two tenants of one dashboard, each with a catalog of its own."""
    text = TREE
    for slug in ("acme", "globex"):
        source = "engine: sqlserver, version: 2019, catalog: catalog.yaml"
        text += f"```yaml {slug}/tenant.yaml\nkind: tenant\nname: T\nslug: {slug}\nlicense: pro\n"
        text += f"datasource: {{{source}}}\ndashboards: [_shared/sales]\n```\n"
        text += f"```yaml {slug}/catalog.yaml\n{CATALOG}```\n"
    return example_tree(blocks(text)).write(tmp_path)


def run(root: Path, *arguments: str) -> Result:
    """A call of `dashwright lineage`."""
    return CliRunner().invoke(cli, ["lineage", *arguments, "--root", str(root)])


def run_json(root: Path, *arguments: str) -> dict[str, Any]:
    """Its answer for tools."""
    answer: dict[str, Any] = json.loads(run(root, *arguments, "--format", "json").stdout)
    return answer


def test_uses_that_tenants_share_are_told_once(root: Path) -> None:
    """With the way to the result column, and the tenants."""
    result = run(root, "sales.orders.amount")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "sales.orders.amount: 1 use, in 2 widgets of 2 tenants"
    line = "  11:28     select            widget best  gives total  [all 2 tenants: acme, globex]"
    assert line in result.stdout.splitlines()


def test_tools_get_every_use_of_every_tenant(root: Path) -> None:
    """File, line, column, role, and what is reached."""
    uses = run_json(root, "orders.customer_id")["uses"]
    assert [(use["tenant"], use["role"], use["line"], use["column"]) for use in uses] == [
        ("acme", "join", 12, 55),
        ("globex", "join", 12, 55),
    ]
    assert uses[0]["reaches"] == [{"column": None, "effect": "rows", "path": []}]


def test_only_the_tenants_that_are_named(root: Path) -> None:
    """One that is not there is wrong usage, and so is a name that no catalog has."""
    assert {use["tenant"] for use in run_json(root, "note", "--tenant", "globex")["uses"]} == {"globex"}
    assert run(root, "note", "--tenant", "nobody").exit_code == 2
    missing = run(root, "sales.orders.amuont")
    assert missing.exit_code == 2
    assert "did you mean sales.orders.amount?" in missing.stderr


def test_a_drop_is_compiled_and_its_errors_are_those_of_check(root: Path) -> None:
    """Only what breaks is told, once for both tenants; exit code 1."""
    result = run(root, "orders.amount", "--drop")
    assert result.exit_code == 1
    assert result.stdout.count("error[") == 1
    assert "there is no column `amount`" in result.stdout
    assert "acme, globex" in result.stdout


def test_a_drop_of_what_nobody_uses_breaks_nothing(root: Path) -> None:
    """Exit code 0."""
    result = run(root, "orders.shipped_on", "--drop")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "no faults")


def test_a_drop_changes_nothing_on_disk(root: Path) -> None:
    """It is asked, not done."""
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    run(root, "orders.amount", "--drop")
    run(root, "orders.amount", "--rename", "total")
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_a_new_name_is_followed_by_edits_that_compile(root: Path) -> None:
    """An item that gave its column the name keeps it; the catalogs change with the queries."""
    answer = run_json(root, "orders.note", "--rename", "remark")
    assert len(answer["broken"]) == 1
    texts = {(Path(edit["file"]).name, edit["line"], edit["text"]) for edit in answer["edits"]}
    assert texts == {
        ("sales.yaml", 19, "remark AS note"),
        ("catalog.yaml", 22, "remark"),
    }
    assert answer["remaining"]["broken"] == []


def test_edits_are_made_when_asked_for(root: Path) -> None:
    """Afterwards everything compiles as before, and the old name is gone."""
    assert run(root, "orders.amount", "--rename", "sum total", "--apply").exit_code == 0
    assert CliRunner().invoke(cli, ["check", str(root)]).exit_code == 0
    assert 'sum("sum total") AS total' in (root / "_shared/dashboards/sales.yaml").read_text(encoding="utf-8")


def test_what_no_edit_can_follow_remains(root: Path) -> None:
    """USING needs one name on both sides."""
    answer = run_json(root, "orders.customer_id", "--rename", "client_id")
    assert answer["remaining"]["broken"]
    assert run(root, "orders.customer_id", "--rename", "client_id").exit_code == 1


def test_a_table_gets_another_name(root: Path) -> None:
    """What was named by the table goes on under the old name."""
    answer = run_json(root, "sales.orders", "--rename", "bookings")
    assert {edit["text"] for edit in answer["edits"]} == {"bookings AS orders", "sales.bookings"}
    assert answer["remaining"]["broken"] == []


def test_a_new_name_at_one_tenant_is_judged_at_all(root: Path) -> None:
    """The query that they share cannot follow it for one alone."""
    answer = run_json(root, "orders.amount", "--rename", "total", "--tenant", "acme")
    assert [fault["notes"] for fault in answer["broken"]] == [["for tenant acme"]]
    assert [fault["notes"] for fault in answer["remaining"]["broken"]] == [["for tenant globex"]]


def test_a_macro_is_edited_in_its_own_file(root: Path) -> None:
    """Once, however many queries call it."""
    macros = root / "_shared/macros"
    macros.mkdir()
    (macros / "sales.sql").write_text(
        "{% macro net(o) %}{{ o }}.amount * 0.9{% endmacro %}\n", encoding="utf-8"
    )
    path = root / "_shared/dashboards/sales.yaml"
    text = path.read_text(encoding="utf-8")
    imported = '{% from "sales.sql" import net %}\n        SELECT region, sum({{ net("orders") }}) AS total'
    path.write_text(text.replace("SELECT region, sum(amount) AS total", imported), encoding="utf-8")
    answer = run_json(root, "orders.amount", "--rename", "gross")
    found = [(Path(edit["file"]).name, edit["line"], edit["text"]) for edit in answer["edits"]]
    assert found[0] == ("sales.sql", 1, "gross")
    assert answer["remaining"]["broken"] == []


def test_rows_of_a_dashboards_own_tests_follow(root: Path) -> None:
    """They are uses, and a new name is written there too."""
    path = root / "_shared/dashboards/sales.yaml"
    test = """\
tests:
  - name: by region
    rows:
      sales.orders: [{order_id: 1, customer_id: 1, ordered_at: 2026-01-01, amount: 5, quantity: 1}]
      sales.customers: [{customer_id: 1, name: A, region: ASIA, country: TH, active: true}]
    expect: {best: [{region: ASIA, total: 5}]}
"""
    path.write_text(path.read_text(encoding="utf-8") + test, encoding="utf-8")
    uses = {(use["role"], use["line"]) for use in run_json(root, "orders.quantity")["uses"]}
    assert uses == {("test rows", 23)}
    edits = run_json(root, "orders.quantity", "--rename", "pieces")["edits"]
    assert ("sales.yaml", 23, "pieces") in {(Path(e["file"]).name, e["line"], e["text"]) for e in edits}
