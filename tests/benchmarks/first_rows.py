"""The time from `make demo`, in a warm environment, to the first rows of a widget."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.benchmarks.figure import Figure

CHECKOUT = Path(__file__).parents[2]
SITE_PORT, SERVER_PORT = 8791, 8790
BAR = 15.0
PATIENCE_SECONDS = 120


def first_rows() -> Figure:
    """Runs the demo once to warm its data, then once against the clock. Raises TimeoutError or CalledProcessError."""
    cold = _seconds()
    warm = _seconds()
    return Figure("first rows of make demo", warm, BAR, "s", f"the run before it took {cold:.1f} s")


def _seconds() -> float:
    begun = time.monotonic()
    ports = [f"--site-port={SITE_PORT}", f"--server-port={SERVER_PORT}"]
    with subprocess.Popen(
        [sys.executable, "-m", "demo", *ports], cwd=CHECKOUT, stdout=subprocess.DEVNULL
    ) as demo:
        try:
            _await_rows(demo, begun + PATIENCE_SECONDS)
            return time.monotonic() - begun
        finally:
            demo.send_signal(signal.SIGINT)


def _await_rows(demo: subprocess.Popen[bytes], deadline: float) -> None:
    while time.monotonic() < deadline:
        if demo.poll() is not None:
            raise subprocess.CalledProcessError(demo.returncode, demo.args)
        try:
            if _first_widget()["rows"]:
                return
        except (urllib.error.URLError, ConnectionError, IndexError):
            time.sleep(0.05)
    raise TimeoutError(f"no rows within {PATIENCE_SECONDS} s")


def _first_widget() -> dict[str, Any]:
    slug = _get("/api/site")["dashboards"][0]["slug"]
    widgets = _get(f"/api/dashboards/{slug}")["dashboard"]["widgets"]
    widget = next(entry["id"] for entry in widgets if entry["type"] != "text")
    answer: dict[str, Any] = _get(f"/api/dashboards/{slug}/widgets/{widget}/data")
    return answer


def _get(path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{SITE_PORT}{path}", timeout=30) as answer:
        return json.load(answer)
