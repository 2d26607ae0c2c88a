"""The server while its database is away, and after it came back."""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg
import pytest
from psycopg import sql

from tests.support.bundles import publication
from tests.support.control_plane import ControlPlane

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


def test_a_database_that_is_behind_is_not_ready(control_plane: ControlPlane) -> None:
    """Before the first readiness a missing migration is 503, so that a platform does not send traffic."""
    with psycopg.connect(control_plane.database_url) as connection:
        connection.execute("DELETE FROM schema_migrations WHERE number > 5")
    with control_plane.client() as http:
        health = http.get("/health")
    assert health.status_code == 503
    assert health.json()["migration"] == 5
    assert "dashwright-server migrate" in health.json()["problem"]
