"""`dashwright-server` as a process: its commands, its end on SIGTERM, its log, and life without a database."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from runtime.cli import main
from tests.support.bundles import publication
from tests.support.control_plane import SECRET, TrustRoot, create_key, publish

pytestmark = pytest.mark.postgres

PROGRAM = str(Path(sys.executable).with_name("dashwright-server"))


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def environment(migrated_url: str, trust_root: TrustRoot, port: int) -> dict[str, str]:
    """What the program reads."""
    key_file = trust_root.folder / "online.pem"
    key_file.write_bytes(trust_root.online.private_bytes)
    return {
        "DATABASE_URL": migrated_url,
        "JWT_SECRET": SECRET,
        "DASHWRIGHT_ONLINE_KEY": str(key_file),
        "DASHWRIGHT_ROOT": str(trust_root.root_file),
        "ENVIRONMENT": "test",
        "PORT": str(port),
        "AGENT_SYNC_TIMEOUT": "30000",
    }


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The program as a process that answers."""
    process = subprocess.Popen(
        [PROGRAM, "serve", "--host", "127.0.0.1"],
        env={"PATH": os.environ["PATH"]} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        await_health(environment, process)
        yield process
    finally:
        process.kill()
        process.communicate()


def address(environment: dict[str, str]) -> str:
    """Where the process listens."""
    return f"http://127.0.0.1:{environment['PORT']}"


def await_health(
    environment: dict[str, str], process: subprocess.Popen[Any], status: str | None = "ok"
) -> dict[str, Any]:
    """The first answer of `/health` with that status."""
    end = time.monotonic() + 15
    while time.monotonic() < end and process.poll() is None:
        try:
            answer: dict[str, Any] = httpx.get(f"{address(environment)}/health").json()
            if (answer["status"] == status and answer["listening"]) or status is None:
                return answer
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"never {status}")


def test_sigterm_answers_held_polls_and_ends(
    environment: dict[str, str], migrated_url: str, trust_root: TrustRoot
) -> None:
    """A poll that would be held for 30 s is answered at once with a spread time to come back, and the exit code is 0."""
    wanted = publication()
    plan = publish(migrated_url, trust_root, wanted)
    key = create_key(migrated_url, "acme")
    (_, step) = plan.effects
    said = {
        "agent_id": "agent-of-acme",
        "agent_version": "1",
        "formats": [1],
        "active": {"version": 1, "digest": getattr(step, "manifest_digest", "")},
    }
    answers: list[httpx.Response] = []
    with serving(environment) as process:

        def poll() -> None:
            headers = {"Authorization": f"Bearer {key}", "Prefer": "wait=30"}
            answers.append(
                httpx.post(f"{address(environment)}/api/agent/sync", json=said, headers=headers, timeout=40)
            )

        thread = Thread(target=poll)
        thread.start()
        await_metric(environment, "dashwright_held_polls 1.0")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=10)
        thread.join(5)
    assert time.monotonic() - began < 5
    assert process.returncode == 0
    assert [answer.status_code for answer in answers] == [200]
    assert answers[0].json()["status"] == "current"
    assert 1 <= answers[0].json()["next_poll_seconds"] <= 10
    assert all(json.loads(line)["event"] for line in output.splitlines())
    for secret in (key, SECRET, trust_root.online.private_bytes.decode().splitlines()[1]):
        assert secret not in output


def await_metric(environment: dict[str, str], line: str) -> None:
    """Returns when `/metrics` has the line."""
    end = time.monotonic() + 10
    while line not in httpx.get(f"{address(environment)}/metrics").text:
        assert time.monotonic() < end, f"never {line}"
        time.sleep(0.05)


def test_without_a_database_it_starts_and_says_so(environment: dict[str, str], port: int) -> None:
    """503 and "starting" until the database was reached once; requests get a clear 503 with a time to come back."""
    lost = environment | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    process = subprocess.Popen(
        [PROGRAM, "serve", "--host", "127.0.0.1"],
        env={"PATH": os.environ["PATH"]} | lost,
        stdout=subprocess.DEVNULL,
    )
    try:
        assert await_health(lost, process, None)["status"] == "starting"
        assert httpx.get(f"{address(lost)}/health").status_code == 503
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


def run(environment: dict[str, str], *arguments: str) -> Result:
    """The program's command line in this process."""
    return CliRunner().invoke(main, list(arguments), env={**dict.fromkeys(os.environ), **environment})


def test_settings_that_are_missing_end_it_with_code_2() -> None:
    """Every fault in one message, no traceback."""
    result = run({}, "serve")
    assert result.exit_code == 2
    assert "DW820" in result.output
    assert result.output.count(" is missing.") == 4


def test_the_commands_for_keys(environment: dict[str, str], migrated_url: str, trust_root: TrustRoot) -> None:
    """A key is made and printed once, listed by its first characters, and revoked."""
    publish(migrated_url, trust_root, publication())
    made = run(environment, "key", "create", "--tenant", "acme")
    key = made.output.strip()
    listed = run(environment, "key", "list", "--tenant", "acme").output
    revoked = run(environment, "key", "revoke", "--tenant", "acme", "1")
    assert made.exit_code == revoked.exit_code == 0
    assert key.startswith("dw_")
    assert key[:8] in listed
    assert key not in listed
    assert "good" in listed
    assert "revoked" in run(environment, "key", "list", "--tenant", "acme").output
    assert "v1 of c0ffee" in run(environment, "tenants").output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["key", "create", "--tenant", "nobody"], "DW809"),
        (["key", "revoke", "--tenant", "nobody", "1"], "DW809"),
    ],
    ids=["create", "revoke"],
)
def test_an_unknown_tenant_is_a_clear_fault(
    environment: dict[str, str], arguments: list[str], code: str
) -> None:
    """Exit code 1, the code, and where to look."""
    result = run(environment, *arguments)
    assert result.exit_code == 1
    assert code in result.output
    assert "dashwright-server tenants" in result.output


def test_migrate_tells_what_it_did(database_url: str) -> None:
    """The first run names each migration, the second finds nothing."""
    first = run({"DATABASE_URL": database_url}, "migrate")
    assert "applied 0001 roles" in first.output
    assert run({"DATABASE_URL": database_url}, "migrate").output.startswith(
        "0 applied; the database is at 00"
    )


def test_a_database_that_is_away_is_a_clear_fault() -> None:
    """No traceback and no password."""
    result = run({"DATABASE_URL": "postgresql://app:geheim@127.0.0.1:1/x"}, "migrate")
    assert result.exit_code == 1
    assert "DW807" in result.output
    assert "geheim" not in result.output
