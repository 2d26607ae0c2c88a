"""The agent of a preview: the program `dashwright-agent`, over a DuckDB file and a directory of bundles."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from compiler.preview.claims import Claim
from compiler.preview.feed import Feed

START_SECONDS = 30.0
STOP_SECONDS = 10.0
HOST = "127.0.0.1"


class SiteFailed(Exception):
    """The agent did not start, or ended by itself; the message holds the end of what it wrote."""


class PreviewSite:
    """One agent process at a time, at one port; started anew when the rows are."""

    def __init__(self, folder: Path, feed: Feed, tenant: str, port: int) -> None:
        self.url = f"http://{HOST}:{port}/"
        self._folder = folder
        self._feed = feed
        self._tenant = tenant
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, database: Path, claims: Mapping[str, Claim]) -> None:
        """Runs the agent over this database, in place of the one that ran before. Raises SiteFailed."""
        self.stop()
        site_file = self._folder / "site.toml"
        listed = [f"{name} = {json.dumps(value)}" for name, value in claims.items()]
        site_file.write_text("\n".join(["[claims]", *listed, ""]), encoding="utf-8")
        with (self._folder / "agent.log").open("ab") as log:
            self._process = subprocess.Popen(
                [Path(sys.executable).parent / "dashwright-agent", "run"],
                env={**os.environ, **self._settings(database, site_file)},
                stdout=log,
                stderr=log,
            )
        self._await_listening(self._process)

    def _settings(self, database: Path, site_file: Path) -> dict[str, str]:
        return {
            "DASHWRIGHT_TENANT": self._tenant,
            "DASHWRIGHT_ENGINE": "duckdb",
            "DASHWRIGHT_CONNECTION": str(database),
            "DASHWRIGHT_STATE_DIR": str(self._folder / "state"),
            "DASHWRIGHT_ROOT": str(self._feed.root),
            "DASHWRIGHT_BUNDLES": str(self._feed.directory),
            "DASHWRIGHT_SITE_FILE": str(site_file),
            "DASHWRIGHT_HOST": HOST,
            "DASHWRIGHT_PORT": str(self._port),
            "DASHWRIGHT_SERVER_URL": "",
            "DASHWRIGHT_API_KEY": "",
        }

    def _await_listening(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            self.check()
            with socket.socket() as probe:
                if probe.connect_ex((HOST, self._port)) == 0:
                    return
            time.sleep(0.05)
        process.kill()
        raise SiteFailed(f"the agent does not listen after {START_SECONDS:.0f} s\n{self._log()}")

    def check(self) -> None:
        """Raises SiteFailed when the agent has ended by itself."""
        if self._process is not None and self._process.poll() is not None:
            raise SiteFailed(f"the agent ended\n{self._log()}")

    def _log(self) -> str:
        return (self._folder / "agent.log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def stop(self) -> None:
        """Ends the agent, if one runs."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = None


def port_is_free(port: int) -> bool:
    """Whether nothing listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
