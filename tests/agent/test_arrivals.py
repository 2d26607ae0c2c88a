"""Bundles that arrive in a directory while the agent runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from agent.site import Site
from tests.agent.test_commands import carried
from tests.agent.test_loop import until
from tests.support.hostile_control_plane import API_KEY, HostileControlPlane
from tests.support.sites import NOW, SitePlace, sales_publication


@pytest.fixture
def bundles(tmp_path: Path) -> Path:
    """The directory that the site watches."""
    return tmp_path / "bundles"


@pytest.fixture
def watching(place: SitePlace, bundles: Path) -> Iterator[Site]:
    """A site without a control plane, watching."""
    site = Site(place.settings(DASHWRIGHT_BUNDLES=bundles), lambda: NOW)
    loop = site.arrivals(bundles)
    loop.start()
    yield site
    loop.stop()
    site.close()


def _version(site: Site) -> int:
    bundle = site.current.now()
    return bundle.version if bundle is not None else 0


def test_what_arrives_is_served(watching: Site, plane: HostileControlPlane, bundles: Path) -> None:
    """The first bundle and each further one, by the same verifier; the page says that the site is in step."""
    plane.publish(sales_publication())
    carried(plane, bundles)
    until(lambda: _version(watching) == 1)
    until(lambda: watching.status.now().status == "ok")
    plane.publish(sales_publication("New"))
    carried(plane, bundles)
    until(lambda: _version(watching) == 2)


def test_what_was_tampered_with_is_not(
    watching: Site, plane: HostileControlPlane, bundles: Path, tmp_path: Path
) -> None:
    """The version before goes on being served, and an honest one after it is taken."""
    plane.publish(sales_publication())
    carried(plane, bundles)
    until(lambda: _version(watching) == 1)
    plane.publish(sales_publication("New"))
    staged = carried(plane, tmp_path / "staged")
    for path in (staged / "objects").iterdir():
        path.write_bytes(path.read_bytes().replace(b'"New"', b'"Now"'))
    for folder in ("objects", "metadata"):
        shutil.copytree(staged / folder, bundles / folder, dirs_exist_ok=True)
    until(lambda: watching.status.now().status == "failing")
    assert _version(watching) == 1
    plane.publish(sales_publication("Newer"))
    carried(plane, bundles)
    until(lambda: _version(watching) == 3)


def test_bundles_come_from_one_place(place: SitePlace) -> None:
    """A control plane and a directory would contradict each other."""
    both = {"DASHWRIGHT_SERVER_URL": "https://x.example", "DASHWRIGHT_API_KEY": API_KEY}
    with pytest.raises(ValidationError, match="not from both"):
        place.settings(DASHWRIGHT_BUNDLES="/somewhere", **both)
