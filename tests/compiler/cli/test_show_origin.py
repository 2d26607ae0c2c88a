"""`dashwright show --origin`: what a tenant's dashboard is, and where each value of it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from compiler.cli.main import cli
from compiler.pipeline import run_stages
from compiler.stages.load import load
from tests.support.example_tree import blocks, example_tree

TREE = """
```yaml _shared/dashboards/sales.yaml
kind: dashboard
slug: sales
title: {en: Sales, th: ยอดขาย}
refresh: 5m
constants:
  unit: {type: text, default: THB}
  best: {type: integer, default: 10}
widgets:
  - id: a
    type: table
    title: A
    position: {x: 0, y: 0, width: 6, height: 2}
    query:
      sql: |
        SELECT name
        FROM customers
    encoding: {columns: [name]}
  - {id: b, type: text, title: 'yes', text: 'B: 1', position: {x: 6, y: 0, width: 6, height: 2}}
```
```yaml _shared/overlays/retail.yaml
kind: overlay
dashboard: _shared/sales
segment: retail
refresh: 1h
add:
  - {id: c, type: text, title: C, text: "one\\n\\ntwo\\n", position: {x: 0, y: 2, width: 6, height: 2}}
order:
  c: {before: a}
```
```yaml acme/overlays/sales.yaml
kind: overlay
dashboard: _shared/sales
widgets:
  a: {position: {height: 3}}
  b: null
  c: {position: {y: 3}}
```
```yaml acme/tenant.yaml
kind: tenant
name: Acme
slug: acme
license: pro
segments: [retail]
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}
dashboards:
  - use: _shared/sales
    slug: turnover
    with: {best: 3}
    overlay: overlays/sales.yaml
```
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A shared dashboard, an overlay of a segment, one of the tenant."""
    return example_tree(blocks(TREE)).write(tmp_path)


def shown(root: Path, *arguments: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(cli, ["show", *arguments, "--origin", "--root", str(root)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_yaml_is_the_dashboard_itself(root: Path) -> None:
    """Comments aside it reads as the resolved dashboard: every value, and in the order of the page."""
    (dashboard,) = run_stages(load(root)).resolved[0].dashboards
    found = yaml.load(shown(root, "acme/turnover"), yaml.CSafeLoader)["turnover"]
    assert found.pop("constants") == {"unit": "THB", "best": 3}
    assert found.pop("removed") == {"widgets": {"b": None}}
    expected = {k: v for k, v in dashboard.node.value.items() if k not in ("kind", "constants")}
    assert found == {**expected, "slug": "turnover"}
    assert [widget["id"] for widget in found["widgets"]] == ["c", "a"]


def test_each_value_has_the_line_and_layer_that_it_comes_from(root: Path) -> None:
    """The dashboard, the segment, the tenant's overlay, the tenant."""
    tree: dict[str, Any] = json.loads(shown(root, "acme/turnover", "--format", "json"))["turnover"]

    def origin(part: dict[str, Any]) -> tuple[str, int, str]:
        found = part["origin"]
        return Path(found["file"]).name, found["line"], found["layer"]

    added, changed = tree["widgets"]
    assert origin(tree["title"]["th"]) == ("sales.yaml", 3, "shared dashboard")
    assert origin(tree["refresh"]) == ("retail.yaml", 4, "segment retail")
    assert origin(added["id"]) == ("retail.yaml", 6, "segment retail")
    assert origin(added["position"]["y"]) == ("sales.yaml", 6, "overlay")
    assert origin(changed["position"]["height"]) == ("sales.yaml", 4, "overlay")
    assert origin(changed["query"]["sql"]) == ("sales.yaml", 14, "shared dashboard")
    assert origin(tree["constants"]["best"]) == ("tenant.yaml", 10, "tenant")
    assert origin(tree["constants"]["unit"]) == ("sales.yaml", 6, "shared dashboard")
    assert origin(tree["slug"]) == ("tenant.yaml", 8, "tenant")
    assert origin(tree["removed"]["widgets"]["b"]) == ("sales.yaml", 5, "overlay")


def test_one_widget(root: Path) -> None:
    """The origin stands behind its value."""
    lines = shown(root, "acme/turnover/a").splitlines()
    assert lines[0] == "a:"
    (height,) = [line for line in lines if "height" in line]
    assert height.split("#")[0].strip() == "height: 3"
    assert height.endswith("acme/overlays/sales.yaml:4  overlay")
