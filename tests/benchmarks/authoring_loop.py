"""What an author waits for who keeps no program open, and one who has the preview open: after one edit, each time.

The edit is one widget of a dashboard that tenants share, in a repository of 40 tenants.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from demo.road import free_port
from tests.benchmarks.figure import Figure
from tests.benchmarks.repositories import fleet, write

EDITS = 5
EDITED = "_shared/dashboards/shared-3.yaml"
TENANT = "tenant-0003"
"""One of those that share it."""
LIBRARIES = "import click, jinja2, pydantic, rich.console, sqlglot, sqlglot.dialects.postgres, yaml"
PATIENCE_SECONDS = 120.0


def fresh_check() -> Figure:
    """A check after an edit, from the start of the program: what it costs beside importing the libraries that it stands on."""
    with tempfile.TemporaryDirectory() as folder:
        root = write(fleet(tenants=40), Path(folder))
        environment = {"DASHWRIGHT_CACHE": str(Path(folder) / "cache")}
        check = [sys.executable, "-m", "compiler.cli.main", "check", str(root)]
        cpu_seconds(check, environment)
        ours, bare = [], []
        for _ in _edits(root):
            ours.append(cpu_seconds(check, environment))
            bare.append(cpu_seconds([sys.executable, "-c", LIBRARIES], {}))
    detail = f"{min(ours):.2f} s against {min(bare):.2f} s of CPU for the imports alone, best of {EDITS}"
    return Figure("40 tenants: check after one edit", min(ours) / min(bare), 8, "times imports", detail)


def preview_edit() -> Figure:
    """From a saved file to the version that the page of `dashwright dev` has."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        root = write(fleet(tenants=40), Path(folder))
        with _preview(root) as port:
            shown = _version(port, beyond=0)
            for begun in _edits(root):
                shown = _version(port, beyond=shown)
                times.append(time.perf_counter() - begun)
    return Figure(
        "40 tenants: one edit in the preview", sorted(times)[EDITS // 2], 2, "s", f"median of {EDITS}"
    )


def cpu_seconds(command: list[str], environment: Mapping[str, str], folder: Path | None = None) -> float:
    """What a program and all that it starts and awaits spend. Raises CalledProcessError when it fails."""
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as program:
        said = program.stdout.read() if program.stdout is not None else b""
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        raise subprocess.CalledProcessError(program.returncode, command, said)
    return used.ru_utime + used.ru_stime


def _edits(root: Path) -> Iterator[float]:
    """Saves one edit after the other; the moment of each."""
    file = root / EDITED
    text = file.read_text(encoding="utf-8")
    for number in range(1, EDITS + 1):
        file.write_text(text.replace("l.l_quantity >", f"l.l_quantity > {number} +", 1), encoding="utf-8")
        yield time.perf_counter()


@contextmanager
def _preview(root: Path) -> Iterator[int]:
    port = free_port(8720)
    command = [
        sys.executable,
        "-m",
        "compiler.cli.main",
        "dev",
        str(root),
        "--tenant",
        TENANT,
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as preview:
        try:
            yield port
        finally:
            preview.send_signal(signal.SIGINT)


def _version(port: int, beyond: int) -> int:
    """The version that the page has, once it is a later one. Raises TimeoutError."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/site", timeout=10) as answer:
                bundle = json.load(answer)["bundle"]
            if bundle is not None and bundle["version"] > beyond:
                return int(bundle["version"])
        except (urllib.error.URLError, ConnectionError):  # it is starting
            pass
        time.sleep(0.01)
    raise TimeoutError(f"no version beyond {beyond} within {PATIENCE_SECONDS} s")
