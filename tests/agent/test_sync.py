"""From a signed publication to rows at the page, over real HTTP."""

from __future__ import annotations

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
