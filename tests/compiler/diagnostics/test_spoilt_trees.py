"""Whatever is wrong with a tree, compiling it ends with faults at places that are there, and their edits can be made."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from compiler.diagnostics.diagnostic import Span
from compiler.diagnostics.renderers import github, sarif, text
from compiler.diagnostics.renderers import json as as_json
from compiler.fixing.fixing import fixed
from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree
from compiler.pipeline import compile_source
from tests.support.example_tree import CATALOG

FILES = {
    "tenants/_shared/macros/sales.sql": "{% macro net(o) %}{{ o }}.amount{% endmacro %}\n",
    "tenants/_shared/dashboards/sales.yaml": """\
kind: dashboard
slug: sales
title: {en: Sales, th: ยอดขาย}
constants:
  currency: {mode: required}
parameters:
  - {id: period, type: date_range, default: last_12_months}
  - {id: regions, type: text, many: true, empty: all, options: {sql: SELECT DISTINCT region FROM customers}}
widgets:
  - id: revenue
    type: line
    title: {en: Revenue, th: รายได้}
    position: {x: 0, y: 0, width: 8, height: 4}
    query:
      sql: |
        {% from "sales.sql" import net %}
        SELECT o.ordered_at::date AS day, sum({{ net("o") }}) AS revenue
        FROM orders o JOIN customers c USING (customer_id)
        WHERE o.ordered_at >= :period.start AND o.ordered_at < :period.end AND c.region IN (:regions)
        GROUP BY 1 ORDER BY 1
    encoding: {x: day, y: revenue}
    format: {revenue: {style: currency, currency: '{{ constants.currency }}'}}
  - id: orders
    type: metric
    title: Orders
    position: {x: 8, y: 0, width: 4, height: 4}
    query: {sql: SELECT count(*) AS orders FROM orders}
    encoding: {value: orders}
moved: {widgets: {turnover: revenue}}
""",
    "tenants/acme/tenant.yaml": """\
kind: tenant
name: Acme
slug: acme
license: pro
locale: th-TH
datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}
dashboards:
  - use: _shared/sales
    with: {currency: THB}
    overlay: overlays/sales.yaml
row_filters:
  - {table: sales.customers, where: region = 'ASIA'}
""",
    "tenants/acme/overlays/sales.yaml": """\
kind: overlay
dashboard: _shared/sales
widgets:
  revenue: {title: {en: Ours, th: ของเรา}}
""",
    "tenants/acme/catalog.yaml": CATALOG,
}
EXAMPLES = 40
PIECES = st.sampled_from([
    "", "x", " ", "  ", "\t", "\n", "\r\n", ":", ": ", "- ", "{", "}", "[", "]", "'", '"', ",", "#", "|", ">", "*a", "&a ",
    "{{ ", " }}", "{% ", " %}", "ก", "้", "🎉", "0", ".", "(", ")", ";", "--", "null", "<<", "!!str ", "---\n", "SELECT ", "\\",
])  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> SourceTree:
    """The tree with up to four places of its files spoilt."""
    files = dict(FILES)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(sorted(files)))
        content = files[path]
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 12))
        files[path] = content[:start] + draw(PIECES) + content[end:]
    return SourceTree({path: content.encode() for path, content in sorted(files.items())})


def compiled(tree: SourceTree) -> Compilation:
    """What a tree compiles to."""
    return compile_source(tree, "test")


def is_there(span: Span, files: dict[str, bytes]) -> bool:
    """Whether a place lies in its file, its end not before its start."""
    lines = files[span.file].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return (
        1 <= span.line <= span.end_line <= len(lines)
        and 1 <= span.column <= len(lines[span.line - 1]) + 1
        and (span.line, span.column) <= (span.end_line, span.end_column)
    )


def test_the_tree_is_whole_before_it_is_spoilt() -> None:
    """So that every fault comes of the spoiling."""
    assert compiled(SourceTree({path: content.encode() for path, content in FILES.items()})).diagnostics == ()


@given(spoilt())
@settings(max_examples=EXAMPLES, deadline=None)
def test_every_fault_has_a_place_and_every_renderer_shows_it(tree: SourceTree) -> None:
    """No exception, no place beyond a file, no fault told twice at one place in the same words."""
    result = compiled(tree)
    files = dict(tree.files)
    for fault in result.diagnostics:
        edits = [fault.edit.span] if fault.edit is not None else []
        assert all(
            is_there(span, files) for span in (fault.span, *(label.span for label in fault.labels), *edits)
        ), fault
        assert "\n" not in fault.message
    told = [(fault.span, fault.code, fault.message) for fault in result.diagnostics]
    assert len(told) == len(set(told))
    text.render(result.diagnostics, result.texts, Console(file=io.StringIO()))
    assert all(
        render(result.diagnostics) is not None for render in (github.render, sarif.render, as_json.render)
    )


@given(spoilt())
@settings(max_examples=EXAMPLES // 2, deadline=None)
def test_mending_ends_and_makes_nothing_worse(tree: SourceTree) -> None:
    """What is mended is gone, and mending once more changes nothing."""
    result = fixed(tree, compiled)
    assert fixed(result.tree, compiled).changes(result.tree) == {}
