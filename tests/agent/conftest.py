"""Fixtures of the agent's tests: a hostile control plane on a port, a site beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.settings import Settings
from agent.site import Site
from tests.support.hostile_control_plane import API_KEY, HostileControlPlane, listening
from tests.support.sites import NOW, SitePlace


@pytest.fixture
def plane() -> Iterator[HostileControlPlane]:
    """A control plane that obeys the test."""
    with listening(HostileControlPlane()) as plane:
        yield plane


@pytest.fixture
def place(tmp_path: Path, plane: HostileControlPlane) -> SitePlace:
    """A directory with the pinned root and a database."""
    return SitePlace(tmp_path, plane.keys.root_bytes())


@pytest.fixture
def settings(place: SitePlace, plane: HostileControlPlane) -> Settings:
    """Settings that name the control plane, with short limits."""
    return place.settings(
        DASHWRIGHT_SERVER_URL=plane.url,
        DASHWRIGHT_API_KEY=API_KEY,
        site={"sync": {"read_timeout_seconds": 1, "total_timeout_seconds": 2, "wait_seconds": 5}},
    )


@pytest.fixture
def site(settings: Settings) -> Iterator[Site]:
    """An agent, not yet listening."""
    site = Site(settings, lambda: NOW)
    yield site
    site.close()
