"""A fault in rendered SQL leads from the author's line, in whatever file and style, through macros to where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.pipeline import compile_tree
from tests.support.example_tree import blocks, example_tree

MACROS = """\
{% macro amount(o) -%}
  {{ o }}.amuont
{%- endmacro %}
{% macro half(o) %}{{ amount(o) }} / 2{% endmacro %}
{% macro undefined() %}{{ nope }}{% endmacro %}
"""
TREE = """
```jinja _shared/macros/sales.sql
MACROS```
```yaml _shared/dashboards/sales.yaml
kind: dashboard
slug: sales
title: Sales
widgets:
  - id: a
    type: table
    title: A
    position: {x: 0, y: 0, width: 12, height: 2}
    query: {sql: SELECT name FROM customers}
```
```yaml acme/overlays/sales.yaml
kind: overlay
dashboard: _shared/sales
widgets:
  a:
    query:
      sql: STYLE
```
```yaml acme/tenant.yaml
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}
dashboards: [{use: _shared/sales, overlay: overlays/sales.yaml}]
```
"""
SQL = """{% from "sales.sql" import half, undefined %}
SELECT {{ CALL }} AS ยอดขาย, o.notte AS n
FROM orders o"""


def written(sql: str, style: str, indent: str = " " * 8) -> str:
    """SQL as a YAML scalar of a style."""
    if style == '"':
        return '"' + sql.replace('"', '\\"').replace("\n", "\\n\\\n" + indent) + '"'
    if style == "'":
        return "'" + sql.replace("'", "''").replace("\n", "\n\n" + indent) + "'"
    lines = sql.replace("\n", "\n\n").split("\n") if style.startswith(">") else sql.split("\n")
    return style + "\n" + "\n".join(indent + line if line else "" for line in lines) + "\n"


def faults(
    sql: str, style: str, folder: Path, newline: str = "\n", mark: bytes = b""
) -> tuple[Diagnostic, ...]:
    """What compiling the tree with this query gives."""
    tree = example_tree(blocks(TREE.replace("MACROS", MACROS).replace("STYLE", written(sql, style))))
    tree.files = {path: mark + data.replace(b"\n", newline.encode()) for path, data in tree.files.items()}
    return compile_tree(tree.write(folder), "test").diagnostics


def text_at(span: Span, folder: Path) -> str:
    """What an editor shows at a place of one line."""
    lines = (folder / span.file).read_bytes().decode("utf-8-sig").splitlines()
    return lines[span.line - 1][span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize("style", ["|", "|-", "|+", "|2", "|2-", "|-2", ">", ">-", ">+", ">2+", "'", '"'])
@pytest.mark.parametrize(("newline", "mark"), [("\n", b""), ("\r\n", b"\xef\xbb\xbf")])
def test_the_way_leads_through_macros_in_every_style(
    style: str, newline: str, mark: bytes, tmp_path: Path
) -> None:
    """The author's call in the overlay, the words in the inner macro, the call in the outer one."""
    found = faults(SQL.replace("CALL", 'half("o")'), style, tmp_path, newline, mark)
    in_macro, verbatim = found
    assert in_macro.span.file == verbatim.span.file == "tenants/acme/overlays/sales.yaml"
    assert text_at(in_macro.span, tmp_path).startswith("{{ half(")
    assert text_at(verbatim.span, tmp_path) == "o.notte"
    assert [(text_at(label.span, tmp_path), label.text) for label in in_macro.labels] == [
        ("{{ o }}.amuont", "written in macro `amount`"),
        ("{{ amount(o) }}", "called in macro `half`"),
    ]


def test_a_template_that_fails_in_a_macro_is_shown_there(tmp_path: Path) -> None:
    """The word in the macro that is not defined, below the author's line."""
    fault, *_ = faults(SQL.replace("CALL", "undefined()"), "|", tmp_path)
    (label,) = fault.labels
    assert (text_at(label.span, tmp_path), label.text) == ("nope", "in macro `undefined`")
