"""The compiler as a whole: no value in SQL, the same bytes everywhere, and no input that makes it fail."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.ir.compilation import Compilation
from compiler.ir.tree import SourceTree, UnknownTenant
from compiler.pipeline import compile_source, compile_tree
from compiler.stages.load import load
from compiler.stages.queries import one_by_one
from compiler.steps import Steps
from compiler.translate import translate
from schemas.bundle.verify import VerifiedBundle, verify_bundle
from tests.support.example_tree import CATALOG

REMEMBERED = Steps(translate=one_by_one(cache(translate)))
TENANTS = Path(__file__).parents[2] / "tenants"
TENANT = """\
kind: tenant
name: Acme
slug: acme
license: pro
datasource: {engine: ENGINE, catalog: catalog.yaml}
dashboards: [sales]
row_filters:
  - {table: sales.customers, where: country = :viewer.country}
"""
DASHBOARD = """\
kind: dashboard
slug: sales
title: Sales
parameters:
  - {id: regions, type: text, many: true, empty: all, default: DEFAULTS}
  - {id: period, type: date_range, default: {start: 2026-01-01, end: 2026-02-01}}
  - {id: least, type: number, default: NUMBER, options: {values: [NUMBER]}}
widgets:
  - id: customers
    type: table
    title: Customers
    position: {x: 0, y: 0, width: 12, height: 4}
    query:
      sql: |
        SELECT c.name, sum(o.amount) AS total
        FROM customers c JOIN orders o USING (customer_id)
        WHERE c.region IN (:regions) AND o.ordered_at >= :period.start AND o.ordered_at < :period.end
          AND o.amount >= :least
        GROUP BY c.name
"""


def compiled(regions: list[str], number: float, engine: str = "sqlserver, version: 2019") -> Compilation:
    """A tenant whose parameters have these defaults."""
    dashboard = DASHBOARD.replace("DEFAULTS", json.dumps(regions)).replace("NUMBER", json.dumps(number))
    files = {
        "tenants/acme/catalog.yaml": CATALOG,
        "tenants/acme/dashboards/sales.yaml": dashboard,
        "tenants/acme/tenant.yaml": TENANT.replace("ENGINE", engine),
    }
    return compile_source(SourceTree({path: text.encode() for path, text in files.items()}), "test")


def verified(compilation: Compilation) -> VerifiedBundle:
    """The tenant's bundle, as an agent takes it."""
    bundle = compilation.bundles["acme"]
    return verify_bundle(bundle.manifest_bytes, bundle.objects, tenant="acme")


PLAIN = {
    engine: verified(compiled(["ASIA"], 1.5, engine)) for engine in ("sqlserver, version: 2019", "duckdb")
}


@pytest.mark.parametrize("engine", PLAIN)
@given(
    regions=st.lists(
        st.text(st.characters(min_codepoint=0x20, max_codepoint=0xD7FF), max_size=12), max_size=3
    ),
    number=st.decimals(-1000, 1000, places=3).map(float),
)
@settings(max_examples=20, deadline=None)
def test_no_value_ever_becomes_sql_text(engine: str, regions: list[str], number: float) -> None:
    """Whatever the values are, the statements are the same to the last byte; values travel beside them."""
    regions = [region.replace("\x7f", "").replace("\u2028", "").replace("\u2029", "") for region in regions]
    regions = ["".join(c for c in region if not 0x7F <= ord(c) < 0xA0) for region in regions]
    bundle = verified(compiled(regions, number, engine))
    assert {s.sql for s in bundle.statements.values()} == {s.sql for s in PLAIN[engine].statements.values()}
    assert bundle.dashboards["sales"].parameters[0].default == regions


def test_claims_of_row_filters_are_bound() -> None:
    """Each statement that reads the filtered table asks for the viewer's claim."""
    for statement in PLAIN["duckdb"].statements.values():
        assert ("claim", "country") in {(p.source.kind, p.source.name) for p in statement.parameters}


def test_our_tenants_compile_without_a_fault_to_bundles_that_verify() -> None:
    """Every example is real: three bundles, each trusted as a whole by the agent's own reading."""
    compilation = compile_tree(TENANTS, "test")
    assert compilation.diagnostics == ()
    assert len(compilation.bundles) == 3
    for slug, bundle in compilation.bundles.items():
        verify_bundle(bundle.manifest_bytes, bundle.objects, tenant=slug)


def test_the_order_of_files_changes_no_byte() -> None:
    """The same tree, read in another order, gives the same bundles."""
    files = load(TENANTS).files
    turned = compile_source(SourceTree(dict(sorted(files.items(), reverse=True))), "test")
    straight = compile_source(SourceTree(files), "test")
    assert {slug: b.manifest_bytes for slug, b in turned.bundles.items()} == {
        slug: b.manifest_bytes for slug, b in straight.bundles.items()
    }


def test_the_commit_stands_in_the_manifest_and_changes_no_content_digest() -> None:
    """Publishing tells a new commit from a new content by the content digest."""
    files = load(TENANTS).files
    one, two = (compile_source(SourceTree(files), commit, ["siam-wholesale"]) for commit in ("one", "two"))
    first, second = one.bundles["siam-wholesale"].manifest, two.bundles["siam-wholesale"].manifest
    assert (first.commit, second.commit) == ("one", "two")
    assert first.content_digest() == second.content_digest()


def test_one_faulty_tenant_keeps_no_other_from_its_bundle() -> None:
    """The others are made; the fault is told."""
    files = dict(load(TENANTS).files)
    path = next(path for path in files if path.startswith("tenants/andaman-supply/overlays/"))
    files[path] = files[path].replace(b"kind: overlay", b"kind: overlay\nwidgts: {}")
    compilation = compile_source(SourceTree(files), "test")
    assert [fault.code for fault in compilation.diagnostics] == ["DW201"]
    assert set(compilation.bundles) == {"chao-phraya-trading", "siam-wholesale"}


def test_a_tenant_that_is_not_there_cannot_be_asked_for() -> None:
    """That is wrong usage, not a fault of the tree."""
    with pytest.raises(UnknownTenant, match="nobody"):
        compile_source(load(TENANTS), "test", ["nobody"])


WORDS = [
    "null",
    "5",
    "[]",
    "{}",
    "{{ x }}",
    "{% if %}",
    "- a",
    "a: b",
    "*a",
    ".inf",
    "_shared/executive",
    "{a: 1}",
    "'",
    "!!x",
]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_change_of_a_file_makes_the_compiler_fail(data: st.DataObject) -> None:
    """A line is lost, doubled, indented, or given another value: there are faults at places in files, no exception."""
    files = dict(load(TENANTS).files)
    path = data.draw(st.sampled_from([path for path in sorted(files) if "chao-phraya" in path]))
    lines = files[path].decode().split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    key = lines[at].split(":", 1)[0]
    changed = data.draw(
        st.sampled_from(
            [[], [lines[at]] * 2, [f"  {lines[at]}"], [f"{key}: {data.draw(st.sampled_from(WORDS))}"]]
        )
    )
    files[path] = "\n".join([*lines[:at], *changed, *lines[at + 1 :]]).encode()
    compilation = compile_source(SourceTree(files), "test", steps=REMEMBERED)
    for fault in compilation.diagnostics:
        text = compilation.texts.get(fault.span.file, "").split("\n")
        assert fault.span.file not in compilation.texts or 1 <= fault.span.line <= len(text)
