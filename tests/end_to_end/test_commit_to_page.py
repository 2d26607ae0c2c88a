"""From a commit to rows on the page: git, compiler, PostgreSQL, control plane, agent on DuckDB, headless Chromium.

Every part is the real one. The tree is a copy of `tenants/`, so that the test may commit to it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from playwright.sync_api import Page, expect

from agent.site import Site
from demo.data import site_database
from tests.agent.viewer.looks import card, choices, colours_painted, settled
from tests.support.browser import PHONE, OpenPage
from tests.support.control_plane import ControlPlane
from tests.support.sites import SitePlace, serving

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.slow]
CHECKOUT = Path(__file__).parents[2]
TENANT = "andaman-supply"
DASHWRIGHT = Path(sys.executable).parent / "dashwright"
JANUARY = "2025-01-01..2025-02-01"


@dataclass(frozen=True)
class Authors:
    """A repository of tenants and what CI needs to publish from it."""

    folder: Path
    environment: dict[str, str]

    def commit(self, message: str) -> str:
        """Commits everything; the commit's name."""
        self._git("add", "--all")
        self._git("-c", "user.name=Author", "-c", "user.email=author@example.com", "commit", "-m", message)
        return self._git("rev-parse", "HEAD").strip()

    def publish(self, commit: str) -> None:
        """What CI runs on merge."""
        finished = subprocess.run(
            [DASHWRIGHT, "publish", self.folder / "tenants", "--tenant", TENANT, "--commit", commit],
            env={"PATH": "/usr/bin:/bin", **self.environment},
            check=False,
            capture_output=True,
            text=True,
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr

    def retitle(self, old: str, new: str) -> None:
        """Edits the executive dashboard's English title at this tenant."""
        overlay = self.folder / "tenants" / TENANT / "overlays" / "executive.yaml"
        text = overlay.read_text("utf-8")
        assert f"en: {old}," in text
        overlay.write_text(text.replace(f"en: {old},", f"en: {new},"), "utf-8")

    def _git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site database: TPC-H up to yesterday, with Thai names."""
    return site_database(tmp_path_factory.mktemp("warehouse"), datetime.now(ZoneInfo("Asia/Bangkok")).date())


@pytest.fixture(scope="session")
def counted(warehouse: Path) -> tuple[int, int]:
    """January's orders, and the customers who placed them, counted by hand before the site opens the database."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute(
            "SELECT count(*), count(DISTINCT o_custkey) FROM orders "
            "WHERE o_orderdate >= '2025-01-01' AND o_orderdate < '2025-02-01'"
        ).fetchone()
    assert found
    return int(found[0]), int(found[1])


@pytest.fixture
def authors(control_plane: ControlPlane, tmp_path: Path) -> Authors:
    """A repository with the example tenants, and the keys of a publisher."""
    folder = tmp_path / "repository"
    shutil.copytree(CHECKOUT / "tenants", folder / "tenants")
    subprocess.run(["git", "init", "--quiet", folder], check=True, capture_output=True)
    key = tmp_path / "targets.pem"
    key.write_bytes(control_plane.trust.targets.private_bytes)
    return Authors(
        folder,
        {
            "DATABASE_URL": control_plane.database_url,
            "DASHWRIGHT_TARGETS_KEY": str(key),
            "DASHWRIGHT_ROOT": str(control_plane.trust.root_file),
        },
    )


@pytest.fixture
def site_url(authors: Authors, control_plane: ControlPlane, warehouse: Path, tmp_path: Path) -> Iterator[str]:
    """The agent's address after the first commit has been published and activated."""
    authors.publish(authors.commit("Add the tenants"))
    (tmp_path / "site").mkdir()
    place = SitePlace(tmp_path / "site", control_plane.trust.root_file.read_bytes())
    settings = place.settings(
        DASHWRIGHT_SERVER_URL=control_plane.url,
        DASHWRIGHT_API_KEY=control_plane.create_key(TENANT),
        DASHWRIGHT_TENANT=TENANT,
        DASHWRIGHT_CONNECTION=str(warehouse),
        site={"sync": {"wait_seconds": 5}},
    )
    site = Site(settings, lambda: datetime.now(UTC))
    site.syncer().round(wait_seconds=0)
    loop = site.loop()
    loop.start()
    control_plane.wait_until_listening()
    with serving(site) as url:
        yield url
    loop.stop()
    site.close()


def test_an_edited_title_travels_from_a_commit_to_the_open_page(
    site_url: str, authors: Authors, open_page: OpenPage
) -> None:
    """Two seconds after publishing, the page that is open shows the title, the version and the commit."""
    page = open_page(f"{site_url}/dashboards/executive?period={JANUARY}&ui-lang=en")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Andaman Supply")
    authors.retitle("Andaman Supply", "Andaman at a glance")
    commit = authors.commit("Say what the page is")
    authors.publish(commit)
    published = time.monotonic()
    expect(page.get_by_role("heading", level=1)).to_have_text("Andaman at a glance")
    assert time.monotonic() - published < 2
    expect(page.locator('[data-fact="commit"]')).to_have_text(f"Commit {commit[:7]}")
    expect(page.locator('[data-fact="version"]')).to_contain_text("Version 2")
    assert choices(page.url)["period"] == [JANUARY]
    settled(page)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_every_dashboard_of_the_example_tenant_draws(
    counted: tuple[int, int], site_url: str, open_page: OpenPage
) -> None:
    """No widget fails or is empty, charts are painted, a phone does not scroll sideways, and numbers are right."""
    page = open_page(f"{site_url}/?period={JANUARY}", viewport=PHONE)
    settled(page)
    expect(card(page, "orders").locator(".metric-value")).to_have_text(f"{counted[0]:,}")
    expect(card(page, "active_customers").locator(".metric-value")).to_have_text(f"{counted[1]:,}")
    slugs = page.locator("#site-nav a").evaluate_all("(links) => links.map((link) => link.pathname)")
    assert len(slugs) >= 5
    for slug in slugs:
        page.goto(site_url + slug)
        settled(page)
        assert_drawn(page)


def assert_drawn(page: Page) -> None:
    """Every card of the page shows rows."""
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(".state")).to_have_count(0)
    for canvas in page.locator(".widget:has(canvas)").all():
        assert colours_painted(page, canvas.get_attribute("data-widget") or "") > 8
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
