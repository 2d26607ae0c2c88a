"""What is suppressed stops nothing and is in every report, with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from compiler.cli.main import cli
from tests.support.example_tree import blocks, example_tree

TREE = """\
```yaml policy.yaml
kind: policy
rules:
  bounded_tables: {limit: 10}
```
```yaml acme/dashboards/sales.yaml
kind: dashboard
slug: sales
title: Sales
widgets:
  - id: a
    type: table
    title: A
    position: {x: 0, y: 0, width: 6, height: 2}
    suppress: [{rule: bounded_tables, reason: a short list}]
    query: {sql: SELECT order_id FROM orders}
```
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree with one finding, which is accepted."""
    return example_tree(blocks(TREE)).write(tmp_path)


def output(root: Path, *options: str) -> str:
    """What `check` prints, having found no fault."""
    result = CliRunner().invoke(cli, ["check", str(root), *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_text_counts_what_is_suppressed_and_shows_it_on_request(root: Path) -> None:
    """A clean run says that something was accepted."""
    assert output(root) == "no faults, 1 suppressed\n"
    shown = output(root, "--show-suppressed")
    assert "suppressed error[DW705]: the table shows any number of rows, and the policy allows 10" in shown
    assert "= reason: a short list" in shown


def test_reports_for_programs_have_the_reason(root: Path) -> None:
    """SARIF by its own word for it (specification, 3.35); annotations of a pull request leave it out."""
    assert [f["suppressed"] for f in json.loads(output(root, "--format", "json"))["diagnostics"]] == [
        "a short list"
    ]
    results = json.loads(output(root, "--format", "sarif"))["runs"][0]["results"]
    assert results[0]["suppressions"] == [{"kind": "inSource", "justification": "a short list"}]
    assert output(root, "--format", "github").strip() == ""
