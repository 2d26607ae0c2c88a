"""Attacks and outages: what is refused with which code, and that what was trusted and served before is unmoved.

Numbers in names are those of the list of attacks in docs; python-tuf's own rules are tested by python-tuf.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from agent.faults import SiteFault
from agent.settings import Settings
from agent.site import Site
from schemas.canonical import digest
from tests.support.hostile_control_plane import Endless, HostileControlPlane, Keys, Truncated
from tests.support.sites import NOW, sales_publication

Attack = Callable[[HostileControlPlane], None]
NEW = sales_publication("New")


def flip(data: bytes) -> bytes:
    """One byte changed, in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def tampered(step: str) -> Attack:
    """Version 6 is offered, and one kind of file arrives with a changed byte."""

    def attack(plane: HostileControlPlane) -> None:
        plane.publish(NEW)
        plane.tampering[step] = flip

    return attack


def broken(step: str, change: Callable[[bytes], bytes]) -> Attack:
    """Version 6 is offered, and one kind of file arrives changed so."""

    def attack(plane: HostileControlPlane) -> None:
        plane.publish(NEW)
        plane.tampering[step] = change

    return attack


def failing(step: str, status: int) -> Attack:
    """Version 6 is offered, and one step answers with an error."""

    def attack(plane: HostileControlPlane) -> None:
        plane.publish(NEW)
        plane.failing[step] = (status, {})

    return attack


def other_tenant(plane: HostileControlPlane) -> None:
    """Metadata of another tenant, signed by the same keys, and its bundle."""
    plane.publish(sales_publication("Theirs", tenant="other"), tenant="other")


def other_tenants_manifest(plane: HostileControlPlane) -> None:
    """Metadata of ours that names another tenant's manifest."""
    plane.publish(sales_publication("Theirs", tenant="other"))


def foreign_keys(plane: HostileControlPlane) -> None:
    """All roles signed by keys that the root does not name."""
    plane.publish(NEW, keys=Keys())


def foreign_targets_key(plane: HostileControlPlane) -> None:
    """The owner of the control plane signs targets with the online key (case: CI's key is needed)."""
    plane.publish(NEW, keys=Keys(targets=plane.keys.online, online=plane.keys.online))


def rollback(plane: HostileControlPlane) -> None:
    """Every role goes back to an older version, properly signed."""
    plane.publish(NEW, version=4)


def expired(plane: HostileControlPlane) -> None:
    """Everything has expired."""
    plane.publish(NEW, lifetime=timedelta(hours=-1))


def mixed(plane: HostileControlPlane) -> None:
    """Version 7's metadata with another version's snapshot under its name."""
    plane.publish(sales_publication("Old"), version=6)
    old = plane.files["6.snapshot.json"]
    plane.publish(NEW, version=7)
    plane.files["7.snapshot.json"] = old


def missing_object(plane: HostileControlPlane) -> None:
    """The manifest lists an object that nobody has."""
    plane.publish(NEW)
    for name in NEW.objects:
        plane.objects.pop(name)


def swapped_object(plane: HostileControlPlane) -> None:
    """A valid object is sent where another valid one of the same bundle was asked for."""
    plane.publish(NEW)
    other = sales_publication("Now").objects
    (theirs,), (ours,) = other.keys() - NEW.objects.keys(), NEW.objects.keys() - other.keys()
    plane.objects[ours] = other[theirs]


def compressed(plane: HostileControlPlane) -> None:
    """An object is sent compressed, although the agent asks for plain bytes."""
    plane.publish(NEW)
    plane.failing["object"] = (200, {"Content-Encoding": "gzip"})


def repeated_key(data: bytes) -> bytes:
    """JSON in which a key stands twice."""
    return data.replace(b'"signed":', b'"signed":{},"signed":', 1)


def only_promised(plane: HostileControlPlane) -> None:
    """A version is offered that no metadata is signed for."""
    plane.offer = {"version": 6, "digest": digest(NEW.manifest)}


@dataclass(frozen=True)
class Case:
    """An attack and the codes with which one round may refuse it."""

    attack: Attack
    code: str


CASES = {
    "2 foreign keys": Case(foreign_keys, "DW914"),
    "2 targets signed by the online key": Case(foreign_targets_key, "DW914"),
    "11 metadata of another tenant": Case(other_tenant, "DW916"),
    "12 a repeated key": Case(broken("timestamp", repeated_key), "DW914"),
    "13 rollback": Case(rollback, "DW914"),
    "17 expired": Case(expired, "DW915"),
    "17 an offer without metadata": Case(only_promised, "DW914"),
    "20 mix and match": Case(mixed, "DW914"),
    "20 tampered timestamp": Case(tampered("timestamp"), "DW914"),
    "20 tampered snapshot": Case(tampered("snapshot"), "DW914"),
    "20 tampered targets": Case(tampered("targets"), "DW914"),
    "20 tampered object": Case(tampered("object"), "DW917"),
    "23 endless timestamp": Case(broken("timestamp", lambda data: Endless.of(data * 100)), "DW913"),
    "23 endless object": Case(broken("object", lambda data: Endless.of(data * 100)), "DW913"),
    "23 slow drip": Case(broken("object", lambda _: Endless.of(b"x", pause=0.05)), "DW913"),
    "23 truncated object": Case(broken("object", Truncated.half), "DW910"),
    "23 truncated timestamp": Case(broken("timestamp", Truncated.half), "DW910"),
    "25 missing object": Case(missing_object, "DW912"),
    "26 swapped objects": Case(swapped_object, "DW917"),
    **{f"28 {status} at {step}": Case(failing(step, status), "DW912")
       for step in ("timestamp", "snapshot", "targets", "object") for status in (404, 500)},
    "28 500 at sync": Case(failing("sync", 500), "DW912"),
    "28 500 at root": Case(failing("root", 500), "DW912"),
    "23 a compressed body, which could be a bomb": Case(compressed, "DW912"),
    "28 nonsense at sync": Case(broken("sync", lambda _: b"<html>"), "DW912"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_attack_is_refused_and_nothing_moves(case: Case, site: Site, plane: HostileControlPlane) -> None:
    """The round fails with the code; version 5 stays served, on disk as in memory; healing brings the new one."""
    plane.publish(sales_publication(), version=5)
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    before = (site.state.pointer(), site.current.now())
    case.attack(plane)
    with pytest.raises(SiteFault) as caught:
        syncer.round(wait_seconds=0)
    assert caught.value.code.id == case.code
    assert (site.state.pointer(), site.current.now()) == before
    assert site.status.now().status == "failing"
    heal(plane)
    syncer.round(wait_seconds=0)
    served = site.current.now()
    assert served is not None
    assert (served.version, site.status.now().status) == (9, "ok")


def heal(plane: HostileControlPlane) -> None:
    """The attack ends, and a new version is published as it should be."""
    plane.tampering.clear()
    plane.failing.clear()
    plane.publish(sales_publication("Healed"), version=9)


def test_another_tenants_manifest_is_refused_for_good(site: Site, plane: HostileControlPlane) -> None:
    """A signed bundle that names another tenant is refused, reported, and not fetched again (cases 11, 33)."""
    plane.publish(sales_publication())
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    other_tenants_manifest(plane)
    syncer.round(wait_seconds=0)
    fetched = plane.requests["object"]
    syncer.round(wait_seconds=0)
    refused = site.status.now().refused
    assert refused is not None
    assert (refused.code, refused.version) == ("DW917", 2)
    assert plane.syncs[-1].refusal == refused
    assert plane.requests["object"] == fetched
    assert site.current.required().version == 1


def test_a_wrong_key_is_told_apart(settings: Settings, plane: HostileControlPlane) -> None:
    """401 is a fault of its own, with the remedy to change the key."""
    site = Site(
        settings.model_copy(update={"api_key": SecretStr("wrong")}),
        lambda: NOW,
    )
    with pytest.raises(SiteFault, match="DW911"):
        site.syncer().round(wait_seconds=0)
    site.close()


def test_an_answer_for_another_tenant_is_refused(site: Site, plane: HostileControlPlane) -> None:
    """A key of another tenant is noticed before anything is fetched."""
    plane.tenant = "other"
    with pytest.raises(SiteFault, match="DW916"):
        site.syncer().round(wait_seconds=0)


def test_an_empty_answer_wipes_nothing(site: Site, plane: HostileControlPlane) -> None:
    """A control plane that has lost its bundles leaves the site serving (case 34)."""
    plane.publish(sales_publication())
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    plane.offer = None
    syncer.round(wait_seconds=0)
    assert site.current.required().version == 1


def test_the_high_water_mark_survives_a_damaged_bundle(
    settings: Settings, plane: HostileControlPlane
) -> None:
    """Version 2 damaged on disk: version 1 serves, version 1 is not accepted anew, version 2 heals (case 21)."""
    first = Site(settings, lambda: NOW)
    plane.publish(sales_publication())
    syncer = first.syncer()
    syncer.round(wait_seconds=0)
    plane.publish(NEW)
    syncer.round(wait_seconds=0)
    first.close()
    page = new_page(settings)
    page.write_bytes(flip(page.read_bytes()))
    again = Site(settings, lambda: NOW)
    served = again.serve_stored()
    assert served is not None
    assert served.version == 1
    pointer = again.state.pointer()
    assert pointer is not None
    assert pointer.high_water == 2
    with pytest.raises(SiteFault, match="DW918"):
        again.state.activate(1, b"{}", served.bundle, NOW)
    again.syncer().round(wait_seconds=0)
    assert again.current.required().version == 2
    again.close()


def new_page(settings: Settings) -> Path:
    """The file of the object that only the publication NEW has."""
    directory = settings.tenant_dir / "objects"
    for path in sorted(directory.iterdir()):
        if b'"title":{"en":"New"}' in path.read_bytes() and b'"kind":"dashboard"' in path.read_bytes():
            return path
    raise AssertionError("not stored")


@pytest.mark.parametrize("what", ["targets", "manifest", "object", "pointer"])
def test_a_tampered_byte_on_disk_is_refused(
    what: str, settings: Settings, plane: HostileControlPlane
) -> None:
    """Whatever is changed on disk is not served; the next round fetches it again (case 26)."""
    first = Site(settings, lambda: NOW)
    plane.publish(NEW)
    first.syncer().round(wait_seconds=0)
    pointer = first.state.pointer()
    assert pointer is not None
    first.close()
    objects = settings.tenant_dir / "objects"
    path = {
        "targets": objects / pointer.current.targets,
        "manifest": objects / pointer.current.manifest,
        "object": new_page(settings),
        "pointer": settings.tenant_dir / "active.json",
    }[what]
    path.write_bytes(flip(path.read_bytes()))
    again = Site(settings, lambda: NOW)
    assert again.serve_stored() is None
    again.syncer().round(wait_seconds=0)
    assert again.current.required().version == 1
    again.close()


def test_a_bundle_put_on_disk_by_hand_is_refused(settings: Settings, plane: HostileControlPlane) -> None:
    """Objects and a pointer that fit together, but whose metadata CI did not sign, are not served."""
    site = Site(settings, lambda: NOW)
    plane.publish(NEW)
    site.syncer().round(wait_seconds=0)
    forged = HostileControlPlane()
    forged.publish(sales_publication("Forged"))
    for data in (*forged.objects.values(), forged.files["1.targets.json"]):
        site.state.store.write(data)
    pointer = json.loads((settings.tenant_dir / "active.json").read_bytes())
    pointer["current"] |= {
        "targets": digest(forged.files["1.targets.json"]),
        "manifest": digest(sales_publication("Forged").manifest),
    }
    (settings.tenant_dir / "active.json").write_text(json.dumps(pointer))
    site.close()
    again = Site(settings, lambda: NOW)
    assert again.serve_stored() is None
    again.close()


def test_a_malformed_root_stops_the_agent_before_any_request(
    settings: Settings, plane: HostileControlPlane
) -> None:
    """A pinned root that is not signed by its own threshold is no anchor (case 1)."""
    settings.root.write_bytes(flip(settings.root.read_bytes()))
    with pytest.raises(SiteFault, match="DW901"):
        Site(settings, lambda: NOW)
    assert not plane.requests


def test_keys_rotate_through_the_root(site: Site, plane: HostileControlPlane) -> None:
    """A second root, signed by the first one's keys, brings new online and targets keys (case 8)."""
    plane.publish(sales_publication())
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    plane.keys = Keys(root=plane.keys.root)
    plane.files["2.root.json"] = plane.keys.root_bytes(version=2)
    plane.publish(NEW)
    syncer.round(wait_seconds=0)
    assert site.current.required().version == 2
    loaded = site.state.load()
    assert loaded is not None
    assert loaded.slot.version == 2


def test_a_disk_that_takes_nothing_leaves_the_site_serving(site: Site, plane: HostileControlPlane) -> None:
    """The fault says so, memory and disk still have the old version, and a mended disk heals (case 32)."""
    plane.publish(sales_publication())
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    pointer = site.settings.tenant_dir / "active.json"
    saved = pointer.read_bytes()
    pointer.unlink()
    (pointer / "in the way").mkdir(parents=True)  # a rename onto it fails, as on a full or read-only disk
    plane.publish(NEW)
    with pytest.raises(SiteFault, match="DW902"):
        syncer.round(wait_seconds=0)
    assert site.current.required().version == 1
    shutil.rmtree(pointer)
    pointer.write_bytes(saved)
    syncer.round(wait_seconds=0)
    assert site.current.required().version == 2


@pytest.mark.parametrize("name", ["timestamp.json", "targets.json"])
def test_a_disk_that_takes_no_metadata_is_told(name: str, site: Site, plane: HostileControlPlane) -> None:
    """Metadata is written before any object: that the disk is full is a fault with a code, which the page shows (case 32)."""
    plane.publish(sales_publication())
    syncer = site.syncer()
    syncer.round(wait_seconds=0)
    file = site.settings.tenant_dir / "metadata" / name
    file.unlink()
    (file / "in the way").mkdir(parents=True)
    plane.publish(NEW)
    with pytest.raises(SiteFault, match="DW902"):
        syncer.round(wait_seconds=0)
    status = site.status.now()
    assert status.status == "failing"
    assert status.last_error is not None
    assert status.last_error.code == "DW902"
    shutil.rmtree(file)
    syncer.round(wait_seconds=0)
    assert site.current.required().version == 2


@pytest.mark.parametrize("rest", [b"", b"{"])
def test_a_torn_copy_of_a_newer_root_does_not_stop_the_site(
    rest: bytes, settings: Settings, plane: HostileControlPlane
) -> None:
    """After a power cut the bundle that the pinned root's keys signed is served, and the next round heals the copy."""
    plane.publish(sales_publication())
    first = Site(settings, lambda: NOW)
    first.syncer().round(wait_seconds=0)
    first.close()
    torn = settings.tenant_dir / "metadata" / "root_history" / "2.root.json"
    torn.parent.mkdir(exist_ok=True)
    torn.write_bytes(rest)
    again = Site(settings, lambda: NOW)
    bundle = again.serve_stored()
    assert bundle is not None
    assert bundle.version == 1
    plane.keys = Keys(root=plane.keys.root)
    plane.files["2.root.json"] = plane.keys.root_bytes(version=2)
    plane.publish(NEW)
    again.syncer().round(wait_seconds=0)
    assert again.current.required().version == 2
    again.close()
