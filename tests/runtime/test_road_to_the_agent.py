"""From a publication to an agent that uses python-tuf's own client over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from tuf.api.exceptions import DownloadHTTPError
from tuf.api.metadata import Timestamp
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface

from runtime.app import create_app
from runtime.settings import Settings
from runtime.store.store import Store
from schemas.canonical import digest
from schemas.trust.keys import new_key
from schemas.trust.metadata import read_metadata, tenant_named_in
from schemas.trust.roles import manifest_path
from tests.support.asynchronous import finish
from tests.support.bundles import publication, tenant_facts
from tests.support.control_plane import (
    ControlPlane,
    RunningServer,
    TestClock,
    TrustRoot,
    create_key,
    publish,
    renew_online_key,
)

pytestmark = pytest.mark.postgres


class KeyedFetcher(FetcherInterface):
    """Fetches for python-tuf with an API key."""

    def __init__(self, key: str) -> None:
        self._headers = {"Authorization": f"Bearer {key}"}

    def _fetch(self, url: str) -> Iterator[bytes]:
        response = httpx.get(url, headers=self._headers)
        if response.status_code >= 400:
            raise DownloadHTTPError(url, response.status_code)
        return iter([response.content])


def updater(plane: ControlPlane, key: str, folder: Path) -> Updater:
    """python-tuf's client, which pins the root."""
    folder.mkdir(exist_ok=True)
    return Updater(
        metadata_dir=str(folder),
        metadata_base_url=f"{plane.url}/api/agent/metadata/",
        fetcher=KeyedFetcher(key),
        bootstrap=plane.trust.root_file.read_bytes(),
    )


def test_a_published_manifest_reaches_the_client(control_plane: ControlPlane, tmp_path: Path) -> None:
    """python-tuf accepts root, timestamp, snapshot and targets, and the manifest and its objects are those published."""
    wanted = publication()
    control_plane.publish(wanted)
    key = control_plane.create_key("acme")
    client = updater(control_plane, key, tmp_path / "site")

    target = client.get_targetinfo(manifest_path("acme"))

    assert target is not None
    sha256 = target.hashes["sha256"]
    with control_plane.client(key) as http:
        manifest = http.get(f"/api/agent/objects/{sha256}").content
        target.verify_length_and_hashes(manifest)
        assert manifest == wanted.manifest
        fetched = {name: http.get(f"/api/agent/objects/{name}").content for name in wanted.objects}
    assert fetched == wanted.objects


def test_a_client_follows_the_next_version(control_plane: ControlPlane, tmp_path: Path) -> None:
    """The version of the targets metadata is the bundle's, and it rises with each change of content."""
    key = None
    seen = []
    for title in ("Sales", "Sales by month"):
        control_plane.publish(publication(title=title))
        key = key or control_plane.create_key("acme")
        client = updater(control_plane, key, tmp_path / "site")
        client.refresh()
        seen.append(client._trusted_set.targets.version)  # noqa: SLF001 - python-tuf has no public name for it
    assert seen == [1, 2]


def test_online_metadata_is_signed_anew_before_it_ends(control_plane: ControlPlane, tmp_path: Path) -> None:
    """A day changes nothing but the timestamp, a week the snapshot too; versions only rise."""
    control_plane.publish(publication())
    key = control_plane.create_key("acme")

    def versions() -> tuple[int, int]:
        with control_plane.client(key) as http:
            timestamp = read_metadata(
                http.get("/api/agent/metadata/timestamp.json").content, Timestamp
            ).signed
        return timestamp.version, timestamp.snapshot_meta.version

    assert versions() == (1, 1)
    assert versions() == (1, 1)
    control_plane.clock.advance(timedelta(days=1, minutes=1))
    assert versions() == (2, 1)
    control_plane.clock.advance(timedelta(days=7))
    assert versions() == (3, 2)
    updater(control_plane, key, tmp_path / "site").refresh()


def test_many_ask_at_once_and_one_signs(control_plane: ControlPlane) -> None:
    """Requests that find nothing signed yet wait for one another, and all get the same timestamp."""
    control_plane.publish(publication())
    key = control_plane.create_key("acme")

    async def ask_all() -> set[bytes]:
        async with httpx.AsyncClient(
            base_url=control_plane.url, headers={"Authorization": f"Bearer {key}"}
        ) as http:
            answers = await asyncio.gather(
                *(http.get("/api/agent/metadata/timestamp.json") for _ in range(8))
            )
        return {answer.content for answer in answers}

    assert len(finish(ask_all())) == 1


def test_metadata_names_its_tenant(control_plane: ControlPlane) -> None:
    """Timestamp, snapshot and targets that are served say whose they are."""
    control_plane.publish(publication())
    with control_plane.client(control_plane.create_key("acme")) as http:
        for name in ("timestamp.json", "1.snapshot.json", "1.targets.json"):
            assert tenant_named_in(http.get(f"/api/agent/metadata/{name}").content) == "acme"


def test_a_tenant_sees_only_its_own(control_plane: ControlPlane) -> None:
    """What is another tenant's and what does not exist get the very same answer."""
    acme, other = publication(), publication(tenant_facts("other"), title="Secret plans")
    control_plane.publish(acme, other)
    control_plane.publish(publication(title="Second"))
    key = control_plane.create_key("other")
    foreign, unknown = digest(acme.manifest), "0" * 64
    pairs = [
        (f"/api/agent/objects/{foreign}", f"/api/agent/objects/{unknown}"),
        ("/api/agent/metadata/2.targets.json", "/api/agent/metadata/9.targets.json"),
        ("/api/agent/metadata/1.snapshot.json", "/api/agent/metadata/nonsense"),
    ]
    with control_plane.client(key) as http:
        for theirs, nobodys in pairs:
            answers = [http.get(theirs, headers={"If-None-Match": f'"{foreign}"'}), http.get(nobodys)]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert answers[0].content == answers[1].content
        assert http.get(f"/api/agent/objects/{digest(other.manifest)}").content == other.manifest


def test_what_ci_did_not_sign_is_not_vouched_for(control_plane: ControlPlane) -> None:
    """Targets signed by a key that the root does not name get no snapshot: the site keeps what it has."""
    control_plane.publish(publication())
    key = control_plane.create_key("acme")
    with control_plane.client(key) as http:
        before = http.get("/api/agent/metadata/timestamp.json").status_code
        intruder = replace(control_plane.trust, targets=new_key())
        publish(control_plane.database_url, intruder, publication(title="Forged"))
        answer = http.get("/api/agent/metadata/timestamp.json")
    assert before == 200
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "DW836"


def test_objects_are_compressed_cacheable_and_not_sent_twice(control_plane: ControlPlane) -> None:
    """Gzip where it is accepted, a tag for each form, 304 for who has it, private for shared caches."""
    wanted = publication()
    control_plane.publish(wanted)
    path = f"/api/agent/objects/{digest(wanted.manifest)}"
    with control_plane.client(control_plane.create_key("acme")) as http:
        plain = http.get(path, headers={"Accept-Encoding": "identity"})
        refused = http.get(path, headers={"Accept-Encoding": "gzip;q=0"})
        packed = http.get(path, headers={"Accept-Encoding": "br, gzip"})
        again = http.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
        other_form = http.get(
            path, headers={"Accept-Encoding": "gzip", "If-None-Match": plain.headers["ETag"]}
        )
    assert plain.content == refused.content == packed.content == wanted.manifest
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in refused.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert (again.status_code, again.content) == (304, b"")
    assert other_form.status_code == 200
    assert packed.headers["Cache-Control"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["..%2Fsecret", "A" * 64, "0" * 63, "%00", "0" * 64 + "%0A"])
def test_odd_names_of_objects_are_simply_not_there(control_plane: ControlPlane, name: str) -> None:
    """What is no digest gets the same 404 as a digest that nobody has."""
    control_plane.publish(publication())
    with control_plane.client(control_plane.create_key("acme")) as http:
        odd = http.get(f"/api/agent/objects/{name}")
        unknown = http.get(f"/api/agent/objects/{'0' * 64}")
    assert odd.status_code == 404
    assert odd.content == unknown.content


def test_a_site_follows_a_renewed_root(
    server_settings: Settings, trust_root: TrustRoot, tmp_path: Path
) -> None:
    """A site that pins version 1 learns of the new online key from version 2, without a visit."""
    publish(server_settings.database_url, trust_root, publication())
    key = create_key(server_settings.database_url, "acme")
    pinned = trust_root.root_file.read_bytes()
    site = tmp_path / "site"

    renewed = renew_online_key(trust_root)
    settings = replace(server_settings, online_key=renewed.online.private_bytes.decode())
    app = create_app(settings, Store(settings.database_url), TestClock())
    server = RunningServer(app)
    server.start()
    plane = ControlPlane(server.url, settings.database_url, renewed, TestClock(), app)
    site.mkdir()
    client = Updater(
        str(site), f"{plane.url}/api/agent/metadata/", fetcher=KeyedFetcher(key), bootstrap=pinned
    )
    target = client.get_targetinfo(manifest_path("acme"))
    server.stop()

    assert target is not None
    assert client._trusted_set.root.version == 2  # noqa: SLF001 - python-tuf has no public name for it
