"""The whole road, in order: data, database, keys, control plane, publishing, agent, live editing.

Every step is a program of ours run by its console script, with the settings that a real installation would give it.
"""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import psycopg

from compiler.conformance import postgres_server as postgres
from demo.data import site_database
from demo.programs import await_answer, run, serving

TENANT = "andaman-supply"
TIME_ZONE = ZoneInfo("Asia/Bangkok")
CONTROL_PLANE_DATABASE = "dashwright"


@dataclass(frozen=True)
class Places:
    """Where the demo keeps things and listens."""

    checkout: Path
    home: Path
    server_port: int
    site_port: int

    @property
    def server_url(self) -> str:
        """The control plane's address."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def site_url(self) -> str:
        """The agent's address: what a viewer opens."""
        return f"http://127.0.0.1:{self.site_port}"

    @property
    def tenants(self) -> Path:
        """The YAML that the demo compiles and watches."""
        return self.checkout / "tenants"

    @property
    def logs(self) -> Path:
        """What the programs print; of the newest demo that uses this address."""
        return self.home / "logs" / str(self.site_port)

    def log(self, program: str) -> Path:
        """The log of one program."""
        return self.logs / f"{program}.log"


def free_port(preferred: int) -> int:
    """`preferred` where nothing listens there, else a port that the system calls free."""
    for candidate in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on 127.0.0.1")


@contextmanager
def road(places: Places, tell: Callable[[str], None], *, watch: bool) -> Iterator[None]:
    """The road while the context lasts: at its start rows of the demo's tenant can be asked for.

    Raises ProgramFailed, PostgresNotStarted or CalledProcessError with what to read; everything that was started is
    stopped again.
    """
    with ExitStack() as started:
        tell("Making the site's data (TPC-H, moved to today)")
        database = site_database(places.home, datetime.now(TIME_ZONE).date())
        # keys and bundles belong to the control plane's database, which lives as long as the demo does
        run_folder = Path(started.enter_context(TemporaryDirectory(prefix="run-", dir=places.home)))
        tell("Starting PostgreSQL")
        url = _new_database(started.enter_context(postgres.running()))
        tell("Making the vendor's keys")
        keys = run_folder / "keys"
        run("dashwright", "trust", "init", "--out", str(keys), environment={})
        vendor = _vendor_settings(places, url, keys)
        tell("Migrating the control plane's database")
        run("dashwright-server", "migrate", environment=vendor)
        tell("Compiling and publishing every tenant")
        run("dashwright", "publish", str(places.tenants), "--commit", "working-tree", environment=vendor)
        key = run("dashwright-server", "key", "create", "--tenant", TENANT, environment=vendor).split()[-1]
        tell("Starting the control plane")
        _serve_control_plane(started, places, vendor)
        tell("Starting the site's agent")
        _serve_site(started, places, _site_settings(places, run_folder, database, key))
        if watch:
            started.enter_context(
                serving(
                    "dashwright",
                    "dev",
                    "--publish",
                    str(places.tenants),
                    environment=vendor,
                    log=places.log("dev"),
                )
            )
        yield


def _new_database(server: postgres.PostgresServer) -> str:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {CONTROL_PLANE_DATABASE}")
    return server.url(CONTROL_PLANE_DATABASE)


def _vendor_settings(places: Places, url: str, keys: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "DASHWRIGHT_ROOT": str(keys / "root.json"),
        "DASHWRIGHT_TARGETS_KEY": str(keys / "targets.pem"),
        "DASHWRIGHT_ONLINE_KEY": str(keys / "online.pem"),
        "JWT_SECRET": secrets.token_urlsafe(48),
        "ENVIRONMENT": "development",
        "PORT": str(places.server_port),
    }


def _site_settings(places: Places, run_folder: Path, database: Path, key: str) -> dict[str, str]:
    return {
        "DASHWRIGHT_SERVER_URL": places.server_url,
        "DASHWRIGHT_API_KEY": key,
        "DASHWRIGHT_TENANT": TENANT,
        "DASHWRIGHT_ROOT": str(run_folder / "keys" / "root.json"),
        "DASHWRIGHT_STATE_DIR": str(run_folder / "site"),
        "DASHWRIGHT_ENGINE": "duckdb",
        "DASHWRIGHT_CONNECTION": str(database),
        "DASHWRIGHT_HOST": "127.0.0.1",
        "DASHWRIGHT_PORT": str(places.site_port),
    }


def _serve_control_plane(started: ExitStack, places: Places, settings: dict[str, str]) -> None:
    log = places.log("server")
    process = started.enter_context(serving("dashwright-server", "serve", environment=settings, log=log))
    await_answer(f"{places.server_url}/health", process, log, accept=bool)


def _serve_site(started: ExitStack, places: Places, settings: dict[str, str]) -> None:
    log = places.log("agent")
    process = started.enter_context(serving("dashwright-agent", "run", environment=settings, log=log))
    await_answer(f"{places.site_url}/api/site", process, log, accept=_has_bundle)


def _has_bundle(body: bytes) -> bool:
    return bool(json.loads(body)["bundle"])
