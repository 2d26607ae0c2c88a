"""The sync thread: prompt when things go well, patient when they do not, never stuck."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.settings import SyncSettings
from agent.site import Site
from agent.sync.backoff import pause_after_failure, pause_after_success
from agent.sync.loop import SyncLoop
from tests.support.hostile_control_plane import HostileControlPlane
from tests.support.sites import sales_publication

LIMITS = SyncSettings()
QUICK = SyncSettings(wait_seconds=5, backoff_first_seconds=0.02, backoff_cap_seconds=0.1)


@given(st.integers(1, 10_000), st.integers())
def test_pauses_grow_up_to_the_cap(failures: int, seed: int) -> None:
    """Never longer than the cap, never so short that a site hammers, and different at every site (case 39)."""
    pause = pause_after_failure(failures, LIMITS, Random(seed))
    assert 1.0 <= pause <= LIMITS.backoff_cap_seconds
    if failures >= 10:
        assert pause >= LIMITS.backoff_cap_seconds / 2


@given(st.floats(0, 1e9), st.integers())
def test_retry_after_is_honoured(asked: float, seed: int) -> None:
    """At least as long as the server asked, within an hour or so."""
    pause = pause_after_failure(1, LIMITS, Random(seed), retry_after=asked)
    assert min(asked, 3600.0) <= pause <= 3960.0


@given(st.integers(0, 86_400), st.integers())
def test_a_success_comes_back_when_told(seconds: int, seed: int) -> None:
    """A little earlier at most, so that sites spread."""
    assert 0.9 * seconds <= pause_after_success(seconds, Random(seed)) <= seconds


def until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    """Waits for a condition."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_one_failure_is_not_the_end(site: Site, plane: HostileControlPlane) -> None:
    """An outage shows as failing; when it is over the site is well again by itself (case 36)."""
    plane.failing["sync"] = (503, {"Retry-After": "0"})
    loop = SyncLoop(site.syncer(), QUICK, Random(1))
    loop.start()
    until(lambda: plane.requests["sync"] >= 3)
    assert site.status.now().status == "failing"
    plane.failing.clear()
    plane.publish(sales_publication())
    until(lambda: site.current.now() is not None)
    until(lambda: site.status.now().status == "ok")
    assert site.status.now().last_error is None
    loop.stop()


def test_a_long_poll_wakes(site: Site, plane: HostileControlPlane) -> None:
    """A held poll hears of a publication at once, and few requests are sent meanwhile."""
    plane.publish(sales_publication())
    loop = SyncLoop(site.syncer(), QUICK, Random(1))
    loop.start()
    until(lambda: site.current.now() is not None)
    until(lambda: plane.requests["sync"] == 2)
    time.sleep(0.2)
    began = time.monotonic()
    plane.publish(sales_publication("New"))
    until(lambda: site.current.required().version == 2)
    assert time.monotonic() - began < 3  # the poll is held for five
    assert plane.requests["sync"] <= 3
    loop.stop()


@pytest.mark.parametrize("header", ["1", "Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-1"])
def test_any_retry_after_is_survived(site: Site, plane: HostileControlPlane, header: str) -> None:
    """A number, a date, or nonsense."""
    plane.failing["sync"] = (429, {"Retry-After": header})
    loop = SyncLoop(site.syncer(), QUICK, Random(1))
    loop.start()
    until(lambda: plane.requests["sync"] >= (1 if header == "1" else 2))
    loop.stop()
