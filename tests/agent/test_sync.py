"""From a signed publication to rows at the page, over real HTTP."""

from __future__ import annotations

import duckdb
import httpx

from agent.site import Site
from tests.support.hostile_control_plane import HostileControlPlane
from tests.support.sites import sales_publication, serving


def test_a_published_bundle_is_served(site: Site, plane: HostileControlPlane) -> None:
    """One round fetches, verifies, preflights and activates; the page's API gives rows."""
    plane.publish(sales_publication())
    site.syncer().round(wait_seconds=0)
    with serving(site) as url:
        about = httpx.get(f"{url}/api/site").json()
        data = httpx.get(f"{url}/api/dashboards/sales/widgets/revenue/data?regions=ASIA").json()
    assert about["bundle"]["version"] == 1
    assert about["sync"]["status"] == "ok"
    assert data["rows"] == [["ASIA", "30.75"]]


def test_a_changed_table_shows_in_the_fingerprint(site: Site, plane: HostileControlPlane) -> None:
    """The control plane hears that a table that is read has changed, and never what is in it."""
    plane.publish(sales_publication())
    syncer = site.syncer()
    for _ in range(2):
        syncer.round(wait_seconds=0)
    before = plane.syncs[-1].catalog_fingerprint
    site.database.close()
    with duckdb.connect(site.settings.connection.get_secret_value()) as database:
        database.execute("ALTER TABLE sales.orders ADD COLUMN note VARCHAR")
    plane.publish(sales_publication("New"))
    for _ in range(2):
        syncer.round(wait_seconds=0)
    after = plane.syncs[-1].catalog_fingerprint
    assert before is not None
    assert after is not None
    assert before != after
