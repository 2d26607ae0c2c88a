"""`POST /api/agent/sync` over real HTTP: answers, log, held polls, keys."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from typing import Any

import httpx
import psycopg
import pytest

from runtime.app import create_app
from runtime.services import operators
from runtime.services.keys import new_key
from runtime.services.wakeups import MOST_HELD
from runtime.settings import Settings
from runtime.store.operating import operating
from runtime.store.store import Store
from schemas.canonical import digest
from schemas.sync import SyncResponse
from tests.support.asynchronous import finish
from tests.support.bundles import publication, tenant_facts
from tests.support.control_plane import ControlPlane, RunningServer, TestClock, TrustRoot, create_key, publish

pytestmark = pytest.mark.postgres

ADDRESS = "/api/agent/sync"
AGENT = "0b5e5f1e-site-1"


def said(**more: Any) -> dict[str, Any]:
    """What an agent sends; None is left out."""
    base: dict[str, Any] = {"agent_id": AGENT, "agent_version": "0.1.0", "formats": [1]}
    return {name: value for name, value in (base | more).items() if value is not None}


def rows(plane: ControlPlane, query: str) -> list[tuple[Any, ...]]:
    """What the database holds."""
    with psycopg.connect(plane.database_url) as connection:
        return connection.execute(query.encode()).fetchall()


def offer_of(response: httpx.Response) -> SyncResponse:
    """The answer to a poll, by the contract."""
    assert response.status_code == 200, response.text
    return SyncResponse.model_validate_json(response.content)


@pytest.fixture
def acme(control_plane: ControlPlane) -> ControlPlane:
    """A control plane with one tenant published."""
    control_plane.publish(publication())
    return control_plane


@pytest.fixture
def key(acme: ControlPlane) -> str:
    """A good key of acme."""
    return acme.create_key("acme")


MANIFEST = digest(publication().manifest)
CURRENT = {"version": 1, "digest": MANIFEST}


def test_a_new_site_is_offered_what_is_published(acme: ControlPlane, key: str) -> None:
    """Version and digest of the manifest, the tenant, and when to come back."""
    with acme.client(key) as http:
        answer = offer_of(http.post(ADDRESS, json=said()))
    assert answer.tenant == "acme"
    assert answer.status == "update"
    assert answer.offer is not None
    assert (answer.offer.version, answer.offer.digest) == (1, MANIFEST)
    assert answer.next_poll_seconds == 60


def test_a_site_that_serves_it_is_current(acme: ControlPlane, key: str) -> None:
    """The same version with another digest is an update all the same."""
    with acme.client(key) as http:
        assert offer_of(http.post(ADDRESS, json=said(active=CURRENT))).status == "current"
        assert (
            offer_of(http.post(ADDRESS, json=said(active=CURRENT | {"digest": "0" * 64}))).status == "update"
        )


def test_a_tenant_without_a_bundle_is_told_so(acme: ControlPlane, key: str) -> None:
    """Nothing published: no offer, and the agent goes on with what it has."""
    with psycopg.connect(acme.database_url) as connection:
        connection.execute("UPDATE metadata_versions SET status = 'archived'")
    with acme.client(key) as http:
        answer = offer_of(http.post(ADDRESS, json=said()))
    assert (answer.status, answer.offer) == ("nothing-published", None)


def test_an_agent_that_is_too_old_gets_no_offer(acme: ControlPlane, key: str) -> None:
    """A format that it does not name is not offered, and the log calls it an error."""
    with acme.client(key) as http:
        answer = offer_of(http.post(ADDRESS, json=said(formats=[7])))
    assert (answer.status, answer.offer) == ("unsupported-format", None)
    assert rows(acme, "SELECT sync_status, error_message FROM sync_logs") == [("error", "unsupported-format")]


def test_every_answer_is_logged_with_the_state_of_the_site(acme: ControlPlane, key: str) -> None:
    """Success, partial (it refuses one and serves another), error (it serves none): each with its words."""
    refusal = {"version": 1, "digest": MANIFEST, "code": "DW924", "reason": "คอลัมน์ revenue is int"}
    with acme.client(key) as http:
        http.post(ADDRESS, json=said(active=CURRENT, duration_ms=42))
        http.post(ADDRESS, json=said(active=CURRENT, refusal=refusal, catalog_fingerprint="a" * 64))
        http.post(ADDRESS, json=said(refusal=refusal))
    assert rows(
        acme,
        "SELECT agent_version, sync_status, metadata_version, error_message, sync_duration_ms FROM sync_logs ORDER BY id",
    ) == [
        ("0.1.0", "success", 1, None, 42),
        ("0.1.0", "partial", 1, "DW924: คอลัมน์ revenue is int", None),
        ("0.1.0", "error", 1, "DW924: คอลัมน์ revenue is int", None),
    ]
    assert rows(acme, "SELECT agent_id, active_version, refused_version, refusal_code FROM agents") == [
        (AGENT, None, 1, "DW924")
    ]


def test_the_same_poll_twice_leaves_one_agent(acme: ControlPlane, key: str) -> None:
    """Agents are kept by their id; two ids of one tenant are two agents."""
    with acme.client(key) as http:
        for agent_id in (AGENT, AGENT, "another-agent"):
            http.post(ADDRESS, json=said(agent_id=agent_id))
    assert rows(acme, "SELECT count(*) FROM agents") == [(2,)]


def test_a_held_poll_is_woken_by_a_publication(acme: ControlPlane, key: str) -> None:
    """The answer comes within a moment of the publication, not at the end of the wait, and is logged once."""
    acme.wait_until_listening()
    answers: list[tuple[float, SyncResponse]] = []

    def poll() -> None:
        with acme.client(key) as http:
            answer = offer_of(http.post(ADDRESS, json=said(active=CURRENT), headers={"Prefer": "wait=20"}))
            answers.append((time.monotonic(), answer))

    thread = threading.Thread(target=poll)
    thread.start()
    wait_for(lambda: acme.app.state.wakeups.held == 1)
    acme.publish(publication(title="New"))
    published = time.monotonic()
    thread.join(10)
    ((answered, answer),) = answers
    assert answered - published < 2
    assert answer.status == "update"
    assert answer.offer is not None
    assert answer.offer.version == 2
    assert rows(acme, "SELECT metadata_version FROM sync_logs") == [(2,)]


def test_a_held_poll_ends_when_its_time_is_up(acme: ControlPlane, key: str) -> None:
    """Nothing new: current, after the time that was asked for, and the agent may ask again at once."""
    acme.wait_until_listening()
    began = time.monotonic()
    with acme.client(key) as http:
        answer = offer_of(
            http.post(ADDRESS, json=said(active=CURRENT), headers={"Prefer": "respond-async, wait=1"})
        )
    assert 0.9 < time.monotonic() - began < 5
    assert (answer.status, answer.next_poll_seconds) == ("current", 1)


def test_a_site_that_refuses_the_bundle_is_held_too(acme: ControlPlane, key: str) -> None:
    """A refused digest is nothing new: the poll waits for another instead of hammering."""
    acme.wait_until_listening()
    refusal = {"version": 1, "digest": MANIFEST, "code": "DW924", "reason": "columns differ"}
    began = time.monotonic()
    with acme.client(key) as http:
        answer = offer_of(http.post(ADDRESS, json=said(refusal=refusal), headers={"Prefer": "wait=1"}))
    assert time.monotonic() - began > 0.9
    assert answer.status == "update"


def test_news_are_never_held_back(acme: ControlPlane, key: str) -> None:
    """An update is answered at once, whatever the agent would wait."""
    began = time.monotonic()
    with acme.client(key) as http:
        assert offer_of(http.post(ADDRESS, json=said(), headers={"Prefer": "wait=20"})).status == "update"
    assert time.monotonic() - began < 5


def test_only_so_many_polls_of_a_tenant_are_held(acme: ControlPlane, key: str) -> None:
    """One more is answered at once and told to come back after the usual pause, not at once."""
    acme.wait_until_listening()

    async def poll_all() -> list[httpx.Response]:
        headers = {"Authorization": f"Bearer {key}", "Prefer": "wait=2"}
        async with httpx.AsyncClient(base_url=acme.url, headers=headers, timeout=20) as http:
            return await asyncio.gather(
                *(http.post(ADDRESS, json=said(active=CURRENT)) for _ in range(MOST_HELD + 1))
            )

    pauses = sorted(offer_of(answer).next_poll_seconds for answer in finish(poll_all()))
    assert pauses == [1] * MOST_HELD + [60]


def test_another_tenants_publication_wakes_nobody(acme: ControlPlane, key: str) -> None:
    """Only the tenant's own polls are woken."""
    acme.wait_until_listening()
    thread = threading.Thread(target=lambda: acme.publish(publication(tenant_facts("other"))))
    began = time.monotonic()
    thread.start()
    with acme.client(key) as http:
        http.post(ADDRESS, json=said(active=CURRENT), headers={"Prefer": "wait=1"})
    thread.join(10)
    assert time.monotonic() - began > 0.9


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer dw_short", f"Bearer dw_{'A' * 49}", "Basic ZHdfOg==", f"Bearer {'x' * 5000}"],
    ids=["none", "empty", "short", "checksum", "basic", "long"],
)
def test_what_is_no_key_is_refused_without_the_database(acme: ControlPlane, header: str) -> None:
    """401 in the API's own shape, with the way to authenticate."""
    with acme.client() as http:
        answer = http.post(ADDRESS, json=said(), headers={"Authorization": header} if header else {})
        counted = http.get("/metrics").text
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "DW830"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert 'dashwright_refused_keys_total{known_by="form"} 1.0' in counted


def test_hammering_with_a_wrong_key_reaches_the_database_once(acme: ControlPlane) -> None:
    """A key of the right form that nobody has is looked up once and then known to be wrong."""
    with acme.client(new_key().text) as http:
        statuses = {http.post(ADDRESS, json=said()).status_code for _ in range(20)}
        counted = http.get("/metrics").text
    assert statuses == {401}
    assert 'known_by="database"} 1.0' in counted
    assert 'known_by="memory"} 19.0' in counted


def test_two_keys_overlap_and_a_revoked_one_ends_at_once(acme: ControlPlane, key: str) -> None:
    """During a change of keys both are good; a third is refused; revocation counts from the next request."""
    second = acme.create_key("acme")
    with acme.client(key) as old, acme.client(second) as new:
        assert [http.post(ADDRESS, json=said()).status_code for http in (old, new)] == [200, 200]
        with pytest.raises(operators.OperationRefused, match="has 2 good keys"):
            acme.create_key("acme")
        with operating(acme.database_url) as work:
            operators.revoke_key(work, "acme", 1, "tester")
        assert [http.post(ADDRESS, json=said()).status_code for http in (old, new)] == [401, 200]
        assert old.get("/api/agent/metadata/timestamp.json").status_code == 401
        with operating(acme.database_url) as work, pytest.raises(operators.OperationRefused) as refusal:
            operators.revoke_key(work, "acme", 1, "tester")
    assert refusal.value.code == "DW823"
    assert rows(acme, "SELECT action FROM audit_log WHERE action LIKE 'key%' ORDER BY id") == [
        ("key created",),
        ("key created",),
        ("key revoked",),
    ]


def test_no_key_is_kept_in_the_clear(acme: ControlPlane, key: str) -> None:
    """The database holds a hash and eight characters."""
    ((hashed, hint),) = rows(acme, "SELECT key_hash, hint FROM api_keys")
    assert len(hashed) == 32
    assert key.startswith(hint)
    assert len(hint) == 8


def test_an_inactive_tenant_is_refused(acme: ControlPlane, key: str) -> None:
    """Sync, metadata and objects answer 403 with the code that says why, and the poll is logged."""
    acme.publish(publication(tenant_facts(active=False)))
    with acme.client(key) as http:
        answers = [
            http.post(ADDRESS, json=said(), headers={"Prefer": "wait=20"}),
            http.get("/api/agent/metadata/timestamp.json"),
            http.get(f"/api/agent/objects/{MANIFEST}"),
        ]
    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in answers] == [
        (403, "DW801")
    ] * 3
    assert rows(acme, "SELECT sync_status, error_message FROM sync_logs") == [("error", "inactive")]


def test_more_tenants_than_the_server_may_serve(
    server_settings: Settings, migrated_url: str, trust_root: TrustRoot
) -> None:
    """A server with MAX_TENANTS=1 serves the oldest active tenant; when that one is inactive, the next."""
    older, younger = tenant_facts(), tenant_facts("other")
    publish(migrated_url, trust_root, publication(older), publication(younger))
    keys = [create_key(migrated_url, slug) for slug in ("acme", "other")]
    settings = replace(server_settings, max_tenants=1)
    server = RunningServer(create_app(settings, Store(migrated_url), TestClock()))
    server.start()

    def answers(path: str, method: str, body: dict[str, Any] | None = None) -> list[tuple[int, str]]:
        found = [
            httpx.request(
                method, f"{server.url}{path}", json=body, headers={"Authorization": f"Bearer {key}"}
            )
            for key in keys
        ]
        return [(each.status_code, each.json().get("error", {}).get("code", "")) for each in found]

    assert answers(ADDRESS, "POST", said()) == [(200, ""), (403, "DW803")]
    assert answers("/api/agent/metadata/timestamp.json", "GET") == [(200, ""), (403, "DW803")]
    publish(migrated_url, trust_root, publication(replace(older, active=False)))
    assert answers(ADDRESS, "POST", said()) == [(403, "DW801"), (200, "")]
    server.stop()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", "Invalid JSON"),
        (b"[]", "body"),
        (b'{"agent_id": "short", "agent_version": "1", "formats": [1]}', "agent_id"),
        (b'{"agent_id": "0b5e5f1e-site", "agent_version": "1", "formats": []}', "formats"),
        (
            b'{"agent_id": "0b5e5f1e-site", "agent_version": "1", "formats": [99999999999999999999]}',
            "formats.0",
        ),
        (b'{"agent_id": "0b5e5f1e-site", "agent_version": "1\\u0000", "formats": [1]}', "cannot be stored"),
        (b"\xff\xfe", "Invalid JSON"),
    ],
    ids=["empty", "list", "agent-id", "formats", "huge-number", "nul", "not-utf8"],
)
def test_a_malformed_poll_is_a_clear_fault(acme: ControlPlane, key: str, body: bytes, place: str) -> None:
    """422 with the place, never a 500."""
    with acme.client(key) as http:
        answer = http.post(ADDRESS, content=body)
    assert answer.status_code == 422, answer.text
    assert place in answer.json()["error"]["message"]


def test_an_endless_body_is_cut_off(acme: ControlPlane, key: str) -> None:
    """More than a poll can be is refused before it is read to its end."""
    with acme.client(key) as http:
        answer = http.post(ADDRESS, content=b" " * 100_000)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "DW834")


def test_fields_of_a_newer_agent_are_ignored(acme: ControlPlane, key: str) -> None:
    """Agents and servers of neighbouring releases work together."""
    with acme.client(key) as http:
        assert http.post(ADDRESS, json=said(weather="fine")).status_code == 200


def wait_for(condition: Any, seconds: float = 5.0) -> None:
    """Returns when the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.01)
