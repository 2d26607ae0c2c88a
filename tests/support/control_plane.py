"""The real control plane for tests: a migrated database, a root of trust, a server on a real port.

Nothing of it is a stand-in; only the time is given by the test.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import psycopg
import pytest
import structlog
import uvicorn
from fastapi import FastAPI
from securesystemslib.signer import CryptoSigner

from runtime.app import create_app
from runtime.guarded_http import GuardedHttp
from runtime.migrations import load_migrations
from runtime.server import DrainingServer
from runtime.services import operators, publishing
from runtime.settings import Settings
from runtime.store.migrating import migrate
from runtime.store.operating import operating
from runtime.store.store import Store
from schemas.publication import Publication
from schemas.trust.keys import new_key
from schemas.trust.metadata import signed_bytes, targets_metadata
from schemas.trust.roles import LIFETIMES, ROOT, TARGETS
from schemas.trust.root import Keyholders, check_root, root_metadata, sign_root
from tests.support.postgres import Databases

START_SECONDS = 10.0
SECRET = "a secret of the tests that is long enough"


@dataclass
class TestClock:
    """A clock that stands where the test puts it."""

    __test__ = False
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        """The moment."""
        return self.moment

    def advance(self, span: timedelta) -> None:
        """Puts it forward."""
        self.moment += span


@dataclass(frozen=True)
class TrustRoot:
    """A root of trust after its ceremony: keys, and root.json in a folder."""

    folder: Path
    root_keys: tuple[CryptoSigner, ...]
    targets: CryptoSigner
    online: CryptoSigner

    @property
    def root_file(self) -> Path:
        """What agents pin and the server hands out."""
        return self.folder / "root.json"

    def sign(self, tenant: str, version: int, manifest_digest: str, length: int) -> bytes:
        """Signed targets metadata, as the stage `sign` makes it."""
        expires = LIFETIMES[TARGETS].expires(datetime.now(UTC))
        return signed_bytes(
            targets_metadata(tenant, version, manifest_digest, length, expires), [self.targets]
        )


def hold_ceremony(folder: Path) -> TrustRoot:
    """Makes keys and a root in `folder`."""
    root_keys, targets, online = (new_key(), new_key()), new_key(), new_key()
    holders = Keyholders(
        tuple(key.public_key for key in root_keys), 2, (targets.public_key,), (online.public_key,)
    )
    root = root_metadata(holders, 1, LIFETIMES[ROOT].expires(datetime.now(UTC)))
    (folder / "root.json").write_bytes(sign_root(root, root_keys))
    return TrustRoot(folder, root_keys, targets, online)


def renew_online_key(trust: TrustRoot) -> TrustRoot:
    """Writes root version 2 beside version 1: the same people, a fresh online key."""
    old = check_root(trust.root_file.read_bytes())
    online = new_key()
    holders = Keyholders(
        tuple(key.public_key for key in trust.root_keys), 2, (trust.targets.public_key,), (online.public_key,)
    )
    root = root_metadata(holders, old.version + 1, old.expires)
    (trust.folder / "1.root.json").write_bytes(trust.root_file.read_bytes())
    trust.root_file.write_bytes(sign_root(root, trust.root_keys, previous=old))
    return replace(trust, online=online)


def publish(
    database_url: str, trust: TrustRoot, *publications: Publication, max_tenants: int = 100
) -> publishing.Plan:
    """Publishes for real: plan, then what the plan says."""
    request = publishing.PublishRequest(publications, max_tenants, datetime.now(UTC))
    with publishing.connect(database_url) as connection:
        reviewed = publishing.plan(connection, request)
        return publishing.publish(connection, request, reviewed, sign=trust.sign, actor="tester")


def create_key(database_url: str, slug: str) -> str:
    """A good API key of a tenant that is published."""
    with operating(database_url) as work:
        return operators.create_key(work, slug, "tester").text


class RunningServer:
    """An app on a real port of this machine, in a thread of its own."""

    def __init__(self, app: FastAPI, http: type[GuardedHttp] = GuardedHttp) -> None:
        config = uvicorn.Config(
            app,
            http=http,
            host="127.0.0.1",
            port=0,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
        )
        self._server = DrainingServer(config, app.state.wakeups)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def start(self) -> None:
        """Returns when requests are answered."""
        self._thread.start()
        end = time.monotonic() + START_SECONDS
        while not self._server.started:
            if time.monotonic() > end or not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends it as SIGTERM does."""
        self._server.handle_exit(15, None)
        self._thread.join(START_SECONDS)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))


@dataclass(frozen=True)
class ControlPlane:
    """A running control plane and all that is needed to publish to it."""

    url: str
    database_url: str
    trust: TrustRoot
    clock: TestClock
    app: FastAPI

    def publish(self, *publications: Publication, max_tenants: int = 100) -> publishing.Plan:
        """Publishes to it."""
        return publish(self.database_url, self.trust, *publications, max_tenants=max_tenants)

    def create_key(self, slug: str) -> str:
        """A good API key of a published tenant."""
        return create_key(self.database_url, slug)

    def client(self, key: str | None = None) -> httpx.Client:
        """An HTTP client that sends the key."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=20.0)

    def wait_until_listening(self) -> None:
        """Returns when a publication would wake held polls."""
        end = time.monotonic() + START_SECONDS
        while not self.app.state.wakeups.listening:
            if time.monotonic() > end:
                raise RuntimeError("the server does not listen for publications")
            time.sleep(0.01)


@pytest.fixture
def migrated_url(databases: Databases) -> Iterator[str]:
    """The address of a migrated, empty database of this test alone."""
    address = databases.prepared("migrated", _migrate)
    yield address
    databases.drop(address)


@pytest.fixture
def trust_root(tmp_path: Path) -> TrustRoot:
    """A root of trust of this test alone."""
    return hold_ceremony(tmp_path)


@pytest.fixture
def server_settings(migrated_url: str, trust_root: TrustRoot) -> Settings:
    """Settings of a server on the test's database."""
    return Settings(
        database_url=migrated_url,
        jwt_secret=SECRET,
        online_key=trust_root.online.private_bytes.decode(),
        root=trust_root.root_file,
        environment="test",
    )


@pytest.fixture
def quiet_log() -> Iterator[None]:
    """Keeps servers in threads from writing between the lines of pytest; the program's own log is tested as a process."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.fixture
def control_plane(
    server_settings: Settings, trust_root: TrustRoot, quiet_log: None
) -> Iterator[ControlPlane]:
    """A control plane that runs on a real port."""
    clock = TestClock()
    app = create_app(server_settings, Store(server_settings.database_url), clock)
    server = RunningServer(app)
    server.start()
    yield ControlPlane(server.url, server_settings.database_url, trust_root, clock, app)
    server.stop()


def _migrate(address: str) -> None:
    migrate(address, load_migrations())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE")
