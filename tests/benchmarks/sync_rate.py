"""Polls with nothing new: the server over HTTP beside pgbench with the very statement, one after the other."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from compiler.conformance.postgres_server import find_binaries, running
from runtime.migrations import load_migrations
from runtime.services.keys import key_hash
from runtime.store.migrating import migrate
from runtime.store.roles import APP
from schemas.canonical import canonical_bytes, digest
from tests.benchmarks.figure import Figure
from tests.support.bundles import publication
from tests.support.control_plane import (
    SECRET,
    START_SECONDS,
    TrustRoot,
    create_key,
    hold_ceremony,
    publish,
)

BAR = 4.0
CONNECTIONS = 8
SECONDS = 4
AGENT = "agent-of-acme"


def sync_rate() -> Figure:
    """How many times faster pgbench is than the server, each with CONNECTIONS connections."""
    with running() as server, tempfile.TemporaryDirectory() as folder:
        url = server.url()
        migrate(url, load_migrations())
        trust = hold_ceremony(Path(folder))
        wanted = publication()
        publish(url, trust, wanted)
        key, manifest = create_key(url, "acme"), digest(wanted.manifest)
        with _serving(url, trust) as address:
            asyncio.run(_polls_per_second(address, key, manifest))
            ours = asyncio.run(_polls_per_second(address, key, manifest))
        bare = _pgbench(url, key, manifest, Path(folder))
    detail = f"{ours:.0f} polls/s over HTTP, {bare:.0f}/s by pgbench, {CONNECTIONS} connections each"
    return Figure("sync with nothing new, against pgbench", bare / ours, BAR, "x", detail)


@contextmanager
def _serving(url: str, trust: TrustRoot) -> Iterator[str]:
    """The program as a process of its own, so that it shares no interpreter with its clients."""
    port = _free_port()
    environment = {
        "DATABASE_URL": url,
        "JWT_SECRET": SECRET,
        "DASHWRIGHT_ONLINE_KEY": trust.online.private_bytes.decode(),
        "DASHWRIGHT_ROOT": str(trust.root_file),
        "PORT": str(port),
    }
    process = subprocess.Popen(
        [Path(sys.executable).with_name("dashwright-server"), "serve", "--host", "127.0.0.1"],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _await_ready(address, process)
        yield address
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _await_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


async def _polls_per_second(url: str, key: str, manifest: str) -> float:
    host, port = url.removeprefix("http://").split(":")
    body = canonical_bytes(
        {
            "agent_id": AGENT,
            "agent_version": "0.1.0",
            "formats": [1],
            "active": {"version": 1, "digest": manifest},
        }
    )
    head = f"POST /api/agent/sync HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    begun = time.monotonic()
    counts = await asyncio.gather(
        *(_poll(host, int(port), head.encode() + body, begun + SECONDS) for _ in range(CONNECTIONS))
    )
    return sum(counts) / (time.monotonic() - begun)


async def _poll(host: str, port: int, request: bytes, deadline: float) -> int:
    """A client as thin as can be, because it shares the processor with the server. Gives the number of answers."""
    reader, writer = await asyncio.open_connection(host, port)
    count = 0
    while time.monotonic() < deadline:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        answer = await reader.readexactly(int(length))
        if b'"current"' not in answer:
            raise RuntimeError(f"an unexpected answer: {answer!r}")
        count += 1
    writer.close()
    return count


def _pgbench(url: str, key: str, manifest: str, folder: Path) -> float:
    hashed = (key_hash(key) or b"").hex()
    script = folder / "poll.sql"
    script.write_text(
        rf"SELECT outcome, slug, version, digest FROM sync_agent('\x{hashed}'::bytea, 100, '{AGENT}', '0.1.0', '{{1}}', "
        f"1, '{manifest}', NULL, NULL, NULL, NULL, NULL, NULL, false);\n"
    )
    options = ["-n", "-M", "prepared", f"-c{CONNECTIONS}", "-j2", f"-T{SECONDS}", "-f", str(script)]
    result = subprocess.run(
        [_pgbench_program(), *options, url],
        env={**os.environ, "PGOPTIONS": f"-c role={APP}"},
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in result.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def _pgbench_program() -> str:
    beside = find_binaries() / "pgbench"
    return str(beside) if beside.is_file() else shutil.which("pgbench") or "pgbench"
