"""The server while its database is away, and after it came back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import psycopg
import pytest
from psycopg import sql

from runtime.app import create_app
from runtime.services import publishing
from runtime.settings import Settings
from runtime.store.store import Store
from tests.support.bundles import publication
from tests.support.control_plane import ControlPlane, RunningServer, TestClock, TrustRoot, create_key, publish

pytestmark = pytest.mark.postgres

SAID = {"agent_id": "agent-of-acme", "agent_version": "1", "formats": [1]}


def allow_connections(plane: ControlPlane, *, allowed: bool) -> None:
    """Lets the database take connections, or ends them all and takes none."""
    server, _, name = plane.database_url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}").format(
                sql.Identifier(name), sql.Literal(allowed)
            )
        )
    if not allowed:
        end_connections(plane)


def end_connections(plane: ControlPlane) -> None:
    """Ends every connection to the database, as its restart does."""
    server, _, name = plane.database_url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Returns when the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.1)


@pytest.mark.slow
def test_it_degrades_and_recovers_without_a_person(control_plane: ControlPlane) -> None:
    """Lost connections give a clear 503 and "degraded"; when the database is back, so is everything else."""
    control_plane.publish(publication())
    with control_plane.client(control_plane.create_key("acme")) as http:
        control_plane.wait_until_listening()
        assert http.get("/health").json()["status"] == "ok"
        assert http.post("/api/agent/sync", json=SAID).status_code == 200

        allow_connections(control_plane, allowed=False)
        answer = http.post("/api/agent/sync", json=SAID)
        health = http.get("/health")
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "DW835")
        assert answer.headers["Retry-After"]
        assert (health.status_code, health.json()["status"]) == (200, "degraded")

        allow_connections(control_plane, allowed=True)
        until(lambda: http.get("/health").json()["status"] == "ok")
        assert http.post("/api/agent/sync", json=SAID).status_code == 200
        until(lambda: control_plane.app.state.wakeups.listening)


def test_no_request_pays_for_a_restart_of_the_database(control_plane: ControlPlane) -> None:
    """Idle connections that a restart ended are given up when the server listens again, not one by one by requests."""
    control_plane.publish(publication())
    wakeups = control_plane.app.state.wakeups
    with control_plane.client(control_plane.create_key("acme")) as http:
        control_plane.wait_until_listening()
        assert http.post("/api/agent/sync", json=SAID).status_code == 200
        end_connections(control_plane)
        until(lambda: not wakeups.listening)
        until(lambda: bool(wakeups.listening))
        assert [http.post("/api/agent/sync", json=SAID).status_code for _ in range(4)] == [200] * 4


def test_a_database_that_is_behind_is_not_ready(control_plane: ControlPlane) -> None:
    """Before the first readiness a missing migration is 503, so that a platform does not send traffic."""
    with psycopg.connect(control_plane.database_url) as connection:
        connection.execute("DELETE FROM schema_migrations WHERE number > 5")
    with control_plane.client() as http:
        health = http.get("/health")
    assert health.status_code == 503
    assert health.json()["migration"] == 5
    assert "dashwright-server migrate" in health.json()["problem"]


def test_a_slow_statement_is_given_up(
    server_settings: Settings, migrated_url: str, trust_root: TrustRoot
) -> None:
    """A poll that waits for a lock is answered 503 when its time is up, and the next one is fine."""
    publish(migrated_url, trust_root, publication())
    key = create_key(migrated_url, "acme")
    server = RunningServer(create_app(server_settings, Store(migrated_url, statement_ms=300), TestClock()))
    server.start()
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {key}"}) as http:
        with psycopg.connect(migrated_url) as blocker:
            blocker.execute("LOCK TABLE agents IN ACCESS EXCLUSIVE MODE")
            slow = http.post("/api/agent/sync", json=SAID)
        after = http.post("/api/agent/sync", json=SAID)
    server.stop()
    assert (slow.status_code, slow.json()["error"]["code"]) == (503, "DW835")
    assert after.status_code == 200


def test_a_database_without_our_tables_is_a_clear_503(control_plane: ControlPlane) -> None:
    """A program that is ahead of its database says so instead of failing."""
    control_plane.publish(publication())
    key = control_plane.create_key("acme")
    with psycopg.connect(control_plane.database_url) as connection:
        connection.execute("DROP TABLE sync_logs")
    with control_plane.client(key) as http:
        answer = http.post("/api/agent/sync", json=SAID)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "DW808")


def test_a_publication_that_loses_its_connection_leaves_nothing(
    migrated_url: str, trust_root: TrustRoot
) -> None:
    """The connection ends while targets are signed, in the middle of the transaction: not one row stays."""

    def sign(tenant: str, version: int, sha256: str, length: int) -> bytes:
        with psycopg.connect(migrated_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'dashwright publish'"
            )
        return trust_root.sign(tenant, version, sha256, length)

    def attempt() -> None:
        request = publishing.PublishRequest((publication(),), 100, datetime.now(UTC))
        with publishing.connect(migrated_url) as connection:
            plan = publishing.plan(connection, request)
            publishing.publish(connection, request, plan, sign=sign, actor="tester")

    with pytest.raises(publishing.PublishingRefused) as refusal:
        attempt()
    assert [item.code for item in refusal.value.refused] == ["DW807"]
    with psycopg.connect(migrated_url) as connection:
        assert connection.execute("SELECT * FROM tenants").fetchall() == []
