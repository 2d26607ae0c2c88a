"""The real agent against the real server over HTTP: published, fetched, verified, served, and refused where it must."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import httpx
import psycopg
import pytest

from agent.faults import SiteFault
from agent.site import Site
from tests.support.control_plane import ControlPlane
from tests.support.sites import SitePlace, sales_publication, serving

pytestmark = pytest.mark.postgres


def open_site(plane: ControlPlane, directory: Path) -> Site:
    """A site of tenant acme with a key of its own."""
    place = SitePlace(directory, plane.trust.root_file.read_bytes())
    settings = place.settings(
        DASHWRIGHT_SERVER_URL=plane.url,
        DASHWRIGHT_API_KEY=plane.create_key("acme"),
        site={"sync": {"wait_seconds": 5}},
    )
    return Site(settings, lambda: datetime.now(UTC))


@pytest.fixture
def site(control_plane: ControlPlane, tmp_path: Path) -> Iterator[Site]:
    """A site beside a control plane that has published its first version."""
    control_plane.publish(sales_publication())
    (tmp_path / "site").mkdir()
    site = open_site(control_plane, tmp_path / "site")
    yield site
    site.close()


def until(condition: Callable[[], bool], seconds: float = 10.0) -> float:
    """Waits for a condition; the seconds it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        time.sleep(0.01)
    return time.monotonic() - began


def test_a_publication_reaches_the_page(site: Site, control_plane: ControlPlane) -> None:
    """From PostgreSQL to rows: signed by real keys, verified by python-tuf, run on the site's database."""
    site.syncer().round(wait_seconds=0)
    with serving(site) as url:
        data = httpx.get(f"{url}/api/dashboards/sales/widgets/revenue/data?period=all_time").json()
        about = httpx.get(f"{url}/api/site").json()
    assert [row[0] for row in data["rows"]] == ["ASIA", "EUROPE", "ไทย"]
    assert about["bundle"]["version"] == 1
    assert about["bundle"]["commit"] == "c0ffee"


def test_a_publication_wakes_the_site(site: Site, control_plane: ControlPlane) -> None:
    """A held poll hears of a new version at once; the page's event stream tells it to open pages."""
    loop = site.loop()
    loop.start()
    until(lambda: site.current.now() is not None)
    control_plane.wait_until_listening()
    with serving(site) as url, httpx.stream("GET", f"{url}/api/events", timeout=10) as events:
        lines = events.iter_lines()
        assert next(line for line in lines if line.startswith("data:")).startswith('data: {"version":1')
        began = time.monotonic()
        control_plane.publish(sales_publication("New"))
        assert next(line for line in lines if line.startswith("data:")).startswith('data: {"version":2')
        assert time.monotonic() - began < 2
        loop.stop()


def test_the_server_hears_of_a_refusal(site: Site, control_plane: ControlPlane) -> None:
    """A bundle for other tables is refused with widget and code; the operator's log has it; the old one serves."""
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    site.database.close()
    path = Path(site.settings.connection.get_secret_value())
    path.rename(path.with_suffix(".away"))
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE SCHEMA sales; CREATE TABLE sales.orders (id BIGINT)")
    control_plane.publish(sales_publication("New"))
    syncer.round(wait_seconds=0)
    syncer.round(wait_seconds=0)
    assert site.current.required().version == 1
    with psycopg.connect(control_plane.database_url) as connection:
        told = connection.execute(
            "SELECT error_message FROM sync_logs WHERE error_message IS NOT NULL ORDER BY synced_at DESC"
        ).fetchone()
    assert told is not None
    assert "DW923" in told[0]
    assert "widget revenue" in told[0]


def test_a_revoked_key_leaves_the_site_serving(site: Site, control_plane: ControlPlane) -> None:
    """401 is a fault of syncing alone."""
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    with psycopg.connect(control_plane.database_url) as connection:
        connection.execute("UPDATE api_keys SET revoked_at = now()")
    with pytest.raises(SiteFault, match="DW911"):
        syncer.round(wait_seconds=0)
    assert site.current.required().version == 1


def test_a_site_of_another_tenant_gets_nothing(control_plane: ControlPlane, tmp_path: Path) -> None:
    """A key of acme at a site that is set up as another tenant is refused by the agent itself."""
    control_plane.publish(sales_publication())
    place = SitePlace(tmp_path, control_plane.trust.root_file.read_bytes())
    settings = place.settings(
        DASHWRIGHT_TENANT="other",
        DASHWRIGHT_SERVER_URL=control_plane.url,
        DASHWRIGHT_API_KEY=control_plane.create_key("acme"),
    )
    other = Site(settings, lambda: datetime.now(UTC))
    with pytest.raises(SiteFault, match="DW916"):
        other.syncer().round(wait_seconds=0)
    other.close()


def test_a_byte_changed_in_the_servers_database_is_refused(site: Site, control_plane: ControlPlane) -> None:
    """Whoever owns the control plane's database still cannot make a site run what CI did not sign."""
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    new = sales_publication("New")
    control_plane.publish(new)
    (page,) = new.objects.keys() - sales_publication().objects.keys()
    forged = gzip.compress(new.objects[page].replace(b"New", b"Now"))
    with psycopg.connect(control_plane.database_url) as connection:
        connection.execute("UPDATE objects SET gzip_bytes = %s WHERE sha256 = %s", (forged, page))
    with pytest.raises(SiteFault, match="DW917"):
        syncer.round(wait_seconds=0)
    assert site.current.required().version == 1
