"""A control plane in memory behind the real HTTP interface, signing with real keys, that can be told to attack.

The agent's tests drive it: `publish` makes signed versions, `tamper` changes one answer, `fail` breaks one step. It
counts requests and holds long polls, as the real one does; the real one is in `control_plane`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from securesystemslib.signer import CryptoSigner

from schemas.canonical import digest
from schemas.publication import Publication
from schemas.sync import SyncRequest
from schemas.trust.keys import new_key
from schemas.trust.metadata import signed_bytes, snapshot_metadata, targets_metadata, timestamp_metadata
from schemas.trust.root import Keyholders, root_metadata, sign_root

API_KEY = "dw_test_key"
Tamper = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Keys:
    """One vendor's keys."""

    root: CryptoSigner = field(default_factory=new_key)
    targets: CryptoSigner = field(default_factory=new_key)
    online: CryptoSigner = field(default_factory=new_key)

    def root_bytes(self, version: int = 1) -> bytes:
        """The signed root document."""
        expires = datetime.now(UTC) + timedelta(days=365)
        holders = Keyholders(
            root=(self.root.public_key,),
            targets=(self.targets.public_key,),
            online=(self.online.public_key,),
            threshold=1,
        )
        return sign_root(root_metadata(holders, version=version, expires=expires), [self.root])


class HostileControlPlane:
    """State and attacks; `url` is where it listens."""

    def __init__(self, tenant: str = "acme") -> None:
        self.tenant = tenant
        self.keys = Keys()
        self.files: dict[str, bytes] = {"1.root.json": self.keys.root_bytes()}
        self.objects: dict[str, bytes] = {}
        self.offer: dict[str, Any] | None = None
        self.version = 0
        self.requests: Counter[str] = Counter()
        self.syncs: list[SyncRequest] = []
        self.tampering: dict[str, Tamper] = {}
        self.failing: dict[str, tuple[int, dict[str, str]]] = {}
        self.next_poll_seconds = 1
        self.url = ""
        self._changed = threading.Condition()

    def publish(self, publication: Publication, *, version: int | None = None, **changes: Any) -> str:
        """Signs a version and offers it; `changes`: tenant, lifetime. The manifest's digest."""
        self.version = version or self.version + 1
        manifest = publication.manifest
        self.objects |= {digest(manifest): manifest, **publication.objects}
        self.sign(manifest, self.version, **changes)
        with self._changed:
            self.offer = {"version": self.version, "digest": digest(manifest)}
            self._changed.notify_all()
        return digest(manifest)

    def sign(
        self,
        manifest: bytes,
        version: int,
        *,
        tenant: str | None = None,
        lifetime: timedelta = timedelta(days=1),
        keys: Keys | None = None,
    ) -> None:
        """Puts targets, snapshot and timestamp of that version in place."""
        tenant, keys = tenant or self.tenant, keys or self.keys
        expires = datetime.now(UTC).replace(microsecond=0) + lifetime
        targets = signed_bytes(
            targets_metadata(tenant, version, digest(manifest), len(manifest), expires), [keys.targets]
        )
        snapshot = signed_bytes(snapshot_metadata(tenant, version, version, expires), [keys.online])
        timestamp = signed_bytes(
            timestamp_metadata(tenant, version, version, snapshot, expires), [keys.online]
        )
        self.files |= {
            f"{version}.targets.json": targets,
            f"{version}.snapshot.json": snapshot,
            "timestamp.json": timestamp,
        }

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for one request."""
        path = handler.path
        step = step_of(path)
        self.requests[step] += 1
        if handler.headers.get("Authorization") != f"Bearer {API_KEY}":
            return 401, {}, b"{}"
        if step in self.failing:
            status, headers = self.failing[step]
            return status, headers, b"{}"
        found = self._sync(handler, body) if step == "sync" else self._file(path)
        if found is None:
            return 404, {}, b"{}"
        return 200, {}, self.tampering.get(step, bytes)(found)

    def _file(self, path: str) -> bytes | None:
        name = path.rpartition("/")[2]
        return (self.files if "/metadata/" in path else self.objects).get(name)

    def _sync(self, handler: BaseHTTPRequestHandler, body: bytes) -> bytes:
        request = SyncRequest.model_validate_json(body)
        self.syncs.append(request)
        wait = int(handler.headers.get("Prefer", "wait=0").partition("=")[2])
        active = request.active.model_dump() if request.active else None
        refused = request.refusal and {"version": request.refusal.version, "digest": request.refusal.digest}
        with self._changed:
            self._changed.wait_for(lambda: self.offer not in (active, refused, None), timeout=wait)
        status = (
            "nothing-published" if self.offer is None else "current" if self.offer == active else "update"
        )
        answer = {"tenant": self.tenant, "status": status, "next_poll_seconds": self.next_poll_seconds}
        return json.dumps(answer if self.offer is None else {**answer, "offer": self.offer}).encode()


def step_of(path: str) -> str:
    """The name of what is asked for: sync, root, timestamp, snapshot, targets or object."""
    name = path.rpartition("/")[2]
    if "/metadata/" in path:
        return name.split(".")[-2]
    return "sync" if name == "sync" else "object"


@contextmanager
def listening(plane: HostileControlPlane) -> Iterator[HostileControlPlane]:
    """Serves it on a port of this machine."""
    server = _Server(("127.0.0.1", 0), _handler(plane))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    plane.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield plane
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of an agent that closed the connection, which attacks make it do."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(plane: HostileControlPlane) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            self._reply(b"")

        def do_POST(self) -> None:
            self._reply(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

        def _reply(self, body: bytes) -> None:
            status, headers, data = plane.answer(self, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if isinstance(data, Endless):
                self._drip(data)
                return
            claimed = data.claimed if isinstance(data, Truncated) else len(data)
            self.send_header("Content-Length", str(claimed))
            self.end_headers()
            self.wfile.write(data)
            self.close_connection = claimed != len(data)

        def _drip(self, data: Endless) -> None:
            self.close_connection = True
            self.end_headers()
            try:
                while True:
                    self.wfile.write(bytes(data))
                    time.sleep(data.pause)
            except OSError:
                return  # the agent had enough

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Says nothing."""

    return Handler


class Truncated(bytes):
    """A body that is shorter than its Content-Length claims."""

    claimed: int = 0

    @classmethod
    def half(cls, data: bytes) -> Truncated:
        """The first half of it."""
        short = cls(data[: len(data) // 2])
        short.claimed = len(data)
        return short


class Endless(bytes):
    """A body that is sent again and again, with a pause in seconds between."""

    pause: float = 0.0

    @classmethod
    def of(cls, data: bytes, pause: float = 0.0) -> Endless:
        """Without end."""
        body = cls(data)
        body.pause = pause
        return body
