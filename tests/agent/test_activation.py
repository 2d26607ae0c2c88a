"""The bundle on disk: old or new whatever happens, one process at a time, nothing lost when the disk is full."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from agent.faults import SiteFault
from agent.settings import Settings
from agent.site import Site
from agent.sync.durable import write_durably
from tests.support.hostile_control_plane import HostileControlPlane
from tests.support.sites import NOW, sales_publication

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def activate_and_die(settings: Settings, step: int) -> bool:
    """Syncs in a process that kills itself before its write number `step`; whether it lived to the end."""
    child = os.fork()
    if child == 0:
        left = [step]
        below = os.fspath(settings.state_dir)

        def count(event: str, arguments: tuple[object, ...]) -> None:
            writes = event in {"os.rename", "os.remove", "os.mkdir"} or (
                event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
            )
            if writes and below in str(arguments[0]):
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        Site(settings, lambda: NOW).syncer().round(wait_seconds=0)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return not os.WIFSIGNALED(status)


@pytest.mark.slow
def test_a_kill_at_any_write_leaves_the_old_or_the_new_bundle(
    settings: Settings, plane: HostileControlPlane, tmp_path: Path
) -> None:
    """Before each write, rename and removal of an activation, in turn (case 31); the next round always heals."""
    plane.publish(sales_publication())
    site = Site(settings, lambda: NOW)
    site.syncer().round(wait_seconds=0)
    site.close()
    saved = shutil.copytree(settings.state_dir, tmp_path / "saved")
    plane.publish(sales_publication("New"))
    seen: set[int] = set()
    for step in range(1, 200):
        shutil.rmtree(settings.state_dir)
        shutil.copytree(saved, settings.state_dir)
        lived = activate_and_die(settings, step)
        seen.add(version_after_restart(settings))
        if lived:
            break
    else:
        pytest.fail("the activation never came to its end")
    assert step > 10
    assert seen == {1, 2}


def version_after_restart(settings: Settings) -> int:
    """What a new process serves from disk; a round later it serves version 2."""
    site = Site(settings, lambda: NOW)
    served = site.serve_stored()
    assert served is not None
    site.syncer().round(wait_seconds=0)
    assert site.current.required().version == 2
    site.close()
    return served.version


def test_two_agents_do_not_share_a_directory(settings: Settings) -> None:
    """The second is told so; when the first has ended, another may start."""
    first = Site(settings, lambda: NOW)
    with pytest.raises(SiteFault, match="DW903"):
        Site(settings, lambda: NOW)
    first.close()
    Site(settings, lambda: NOW).close()


def test_the_stored_bundle_is_served_without_a_network(
    settings: Settings, plane: HostileControlPlane
) -> None:
    """Disk before network: no request is sent, though all metadata may have expired meanwhile (case 38)."""
    plane.publish(sales_publication())
    site = Site(settings, lambda: NOW)
    site.syncer().round(wait_seconds=0)
    site.close()
    plane.requests.clear()
    again = Site(settings, lambda: NOW)
    served = again.serve_stored()
    assert served is not None
    assert served.version == 1
    assert not plane.requests
    again.close()


def test_only_objects_that_are_lacking_are_fetched(site: Site, plane: HostileControlPlane) -> None:
    """A new version that changes one page costs its manifest and that page."""
    plane.publish(sales_publication())
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    before = plane.requests["object"]
    plane.publish(sales_publication("New"))
    syncer.round(wait_seconds=0)
    assert plane.requests["object"] - before == 2


def test_objects_of_neither_bundle_are_removed(site: Site, plane: HostileControlPlane) -> None:
    """The disk holds the current and the previous bundle, nothing more."""
    syncer = site.syncer()
    for title in ("A", "B", "C", "D"):
        plane.publish(sales_publication(title))
        syncer.round(wait_seconds=0)
    stored = {path.name for path in (site.settings.tenant_dir / "objects").iterdir()}
    kept = {*sales_publication("C").objects, *sales_publication("D").objects}
    assert kept < stored
    assert len(stored - kept) == 4  # two manifests, two signed targets


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """Nothing half-written stays, neither under the name nor beside it (case 32)."""
    target = tmp_path / "file"
    write_durably(target, b"old")
    target.unlink()
    target.mkdir()  # a rename onto a directory fails, as on a broken disk
    with pytest.raises(OSError, match="directory"):
        write_durably(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
