from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from compiler.catalogs.schema import CatalogSchema
from compiler.ir.tree import SourceTree
from compiler.pipeline import assemble_forms, run_stages
from compiler.preview.claims import preview_claims
from compiler.preview.database import write_database
from compiler.preview.feed import Feed
from compiler.preview.page import BANNER_HEIGHT, Preview, preview_of
from compiler.preview.sample_rows import sample_fixture
from compiler.stages.assemble import assemble
from compiler.stages.bundle import bundle_of
from compiler.steps import TRANSLATE
from schemas.bundle.verify import verify_bundle
from tests.support.editor import DASHBOARD, FILES, SALES, TENANT, dashboard_with

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
SECOND = """\
  - id: orders
    type: metric
    title: Orders
    position: {x: 0, y: 4, width: 3, height: 2}
    query: {sql: SELECT count(*) AS orders FROM orders}
    encoding: {value: orders}
"""
TWO = {**FILES, SALES: DASHBOARD + SECOND}


def _preview(files: Mapping[str, str], before: Preview | None = None) -> Preview | None:
    forms = run_stages(SourceTree({path: text.encode() for path, text in sorted(files.items())}))
    return preview_of(forms, assemble_forms(forms, "test"), "acme", TRANSLATE, before)


def _shown(files: Mapping[str, str], before: Preview | None = None) -> dict[str, tuple[str, str]]:
    """Widget id to its type and words, of the one dashboard."""
    preview = _preview(files, before)
    assert preview is not None
    return {
        w.rendered.widget.id: (w.rendered.widget.type, (w.rendered.text or {}).get("*", ""))
        for w in preview.tenant.dashboards[0].widgets
    }


def _schema() -> CatalogSchema:
    preview = _preview(FILES)
    assert preview is not None
    assert preview.tenant.schema is not None
    return preview.tenant.schema


def test_a_tenant_of_sql_server_is_shown_on_duckdb() -> None:
    """Every statement is DuckDB's, and the bundle is one that a site would verify."""
    preview = _preview(TWO)
    assert preview is not None
    assert preview.broken == 0
    bundle = bundle_of(assemble((preview.tenant,))[0], "working-tree", "1")
    verified = verify_bundle(bundle.manifest_bytes, bundle.objects, tenant="acme")
    assert verified.manifest.engine.name == "duckdb"
    assert all('"sales"."orders"' in statement.sql for statement in verified.statements.values())


def test_a_fault_is_shown_at_its_widget_and_the_others_go_on() -> None:
    """The widget keeps its place and title, and says what is wrong, where, with the line itself."""
    broken = {
        **TWO,
        SALES: dashboard_with("SELECT c.region AS area, sum(amont) AS total FROM customers c") + SECOND,
    }
    shown = _shown(broken)
    kind, words = shown["revenue"]
    assert kind == "text"
    assert "**DW504** " in words
    assert "\n\n    " in words
    assert f"--> {SALES}:16:" in words
    assert "sum(amont)" in words
    assert shown["orders"] == ("metric", "")


def test_a_fault_in_an_overlay_is_shown_at_the_widget_that_it_changes() -> None:
    """The widget's own faults are those of base and overlay."""
    overlay = "tenants/acme/overlays/sales.yaml"
    files = {**TWO, overlay: FILES[overlay].replace("{title: รายได้}", "{encoding: {x: gone}}")}
    kind, words = _shown(files)["revenue"]
    assert kind == "text"
    assert overlay in words


def test_a_fault_outside_any_widget_stands_above_the_dashboard() -> None:
    """Its widgets go on below it."""
    files = {
        **TWO,
        SALES: (DASHBOARD + SECOND).replace("title: {en: Sales, th: ยอดขาย}", "title: {en: 1, th: ยอดขาย}"),
    }
    shown = _shown(files)
    assert list(shown) == ["faults", "revenue", "orders"]
    assert "title" in shown["faults"][1]
    preview = _preview(files)
    assert preview is not None
    positions = [w.rendered.widget.position.y for w in preview.tenant.dashboards[0].widgets]
    assert positions == [0, BANNER_HEIGHT, 4 + BANNER_HEIGHT]


@pytest.mark.parametrize(
    "broken",
    [
        {SALES: "kind: dashboard\nslug: [sales\n"},
        {"tenants/acme/tenant.yaml": "kind: tenant\nname: {\n"},
        {"tenants/acme/catalog.yaml": "kind: catalog\ntables: [\n"},
    ],
    ids=["dashboard", "tenant", "catalog"],
)
def test_what_cannot_be_read_is_shown_as_it_was(broken: Mapping[str, str]) -> None:
    """The last good state stays on the page, the fault above it; the next good one takes its place."""
    before = _preview(TWO)
    after = _preview({**TWO, **broken}, before)
    assert after is not None
    widgets = after.tenant.dashboards[0].widgets
    assert [w.rendered.widget.id for w in widgets] == ["faults", "revenue", "orders"]
    assert next(iter(broken)) in (widgets[0].rendered.text or {})["*"]
    again = _preview({**TWO, **broken}, after)
    assert again is not None
    assert [w.rendered.widget.position.y for w in again.tenant.dashboards[0].widgets] == [0, 3, 7]
    assert list(_shown(TWO, again)) == ["revenue", "orders"]


def test_nothing_is_shown_where_nothing_ever_could_be() -> None:
    """A tenant whose catalog was never read has no preview."""
    assert _preview({**FILES, "tenants/acme/catalog.yaml": "kind: catalog\ntables: [\n"}) is None


def test_rows_are_the_same_and_fit_together() -> None:
    """Two runs of one day give the same rows; keys lead to rows that are there."""
    one, two = (sample_fixture(_schema(), {"name": ["Somchai"]}, NOW) for _ in range(2))
    assert one == two
    rows = {str(name): made for name, made in one.rows.items()}
    customers = {row[0] for row in rows["sales.customers"]}
    assert {row[1] for row in rows["sales.orders"]} <= customers
    assert len({row[0] for row in rows["sales.orders"]}) == len(rows["sales.orders"]) == 1200
    assert any(row[1] == "Somchai" for row in rows["sales.customers"])
    moments = [row[2] for row in rows["sales.orders"] if isinstance(row[2], datetime)]
    assert 0 <= (NOW.date() - max(moments).date()).days <= 3  # a weekend lies between at most


def test_the_database_holds_every_row(tmp_path: Path) -> None:
    """With the catalog's names and types."""
    fixture = sample_fixture(_schema(), {}, NOW)
    write_database(tmp_path / "rows.duckdb", fixture)
    with duckdb.connect(str(tmp_path / "rows.duckdb"), read_only=True) as connection:
        for table in fixture.tables:
            counted = connection.execute(
                f'SELECT count(*) FROM "{table.name.schema}"."{table.name.table}"'
            ).fetchone()
            assert counted == (len(fixture.rows_of(table)),)
        found = connection.execute("SELECT typeof(amount) FROM sales.orders LIMIT 1").fetchone()
        assert found == ("DECIMAL(15,2)",)


def test_the_viewer_of_a_preview_sees_rows() -> None:
    """Claims are values of the column that the row filter compares them with."""
    preview = _preview(FILES)
    assert preview is not None
    fixture = sample_fixture(_schema(), {}, NOW)
    claims = preview_claims(preview.tenant.rendered.resolved.tenant.row_filters, fixture)
    regions = {
        row[2]
        for table in fixture.tables
        for row in fixture.rows_of(table)
        if table.name.table == "customers"
    }
    assert isinstance(claims["regions"], list)
    assert set(claims["regions"]) <= regions
    assert ":viewer.regions" in TENANT


def test_versions_rise_and_the_timestamp_comes_last(tmp_path: Path) -> None:
    """A directory that a site can take bundles from while it is being filled."""
    preview = _preview(FILES)
    assert preview is not None
    feed = Feed(tmp_path / "bundles", tmp_path / "keys", NOW)
    bundle = bundle_of(assemble((preview.tenant,))[0], "working-tree", "1")
    assert [feed.put(bundle, NOW), feed.put(bundle, NOW)] == [1, 2]
    names = {path.name for path in (tmp_path / "bundles" / "metadata").iterdir()}
    assert names == {
        "1.root.json",
        "1.targets.json",
        "1.snapshot.json",
        "2.targets.json",
        "2.snapshot.json",
        "timestamp.json",
    }
