"""`dashwright dev` as an author runs it: the command, a browser's questions, edits of files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from compiler.preview.site import port_is_free
from demo.road import free_port
from tests.support.editor import DASHBOARD, FILES, SALES, dashboard_with

pytestmark = pytest.mark.slow

DASHWRIGHT = Path(sys.executable).parent / "dashwright"
SECONDS = 60.0


class Running:
    """The command over a folder, and the page's questions to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port(8690)
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, address: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=10) as answer:
            return json.loads(answer.read())

    def version(self) -> int:
        bundle = self.ask("/api/site")["bundle"]
        return bundle["version"] if bundle else 0

    def widgets(self) -> dict[str, Any]:
        return {widget["id"]: widget for widget in self.ask("/api/dashboards/sales")["dashboard"]["widgets"]}

    def write(self, text: str) -> None:
        (self.folder / SALES).write_text(text, encoding="utf-8")

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while True:
            try:
                if holds():
                    return
            except (urllib.error.URLError, ConnectionError, json.JSONDecodeError):
                pass  # the page is not there yet
            assert time.monotonic() < end
            time.sleep(0.05)


TESTED = """\
tests:
  - name: two orders
    rows:
      customers: [{customer_id: 1, name: A, region: North}]
      orders:
        - {order_id: 1, customer_id: 1, ordered_at: '2020-05-04', amount: 12.50}
        - {order_id: 2, customer_id: 1, ordered_at: '2020-05-05', amount: 7.50}
    expect: {revenue: []}
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """The command, started over the small repository of the editor's tests."""
    yield from _started(tmp_path)


def _started(tmp_path: Path, *options: str) -> Iterator[Running]:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text + (TESTED if path == SALES else ""), encoding="utf-8")
    made = Running(tmp_path)
    arguments = [str(DASHWRIGHT), "dev", str(tmp_path / "tenants"), "--port", str(made.port), *options]
    with (
        (tmp_path / "dev.log").open("wb") as log,
        subprocess.Popen(arguments, stdout=log, stderr=log) as process,
    ):
        made.process = process
        try:
            yield made
        finally:
            process.terminate()
            assert process.wait(30) == 0
            assert port_is_free(made.port)  # the agent has ended with it


def test_a_closed_terminal_ends_the_agent_too(running: Running) -> None:
    """It would hold the port for ever."""
    running.until(lambda: running.version() == 1)
    assert running.process is not None
    running.process.send_signal(signal.SIGHUP)
    assert running.process.wait(30) == 0
    assert port_is_free(running.port)


def test_from_the_files_to_the_page_and_back(running: Running) -> None:
    """One command shows rows; an edit, a fault in a widget, a torn file and its mending follow, each in its place."""
    running.until(lambda: running.version() == 1)
    data = running.ask("/api/dashboards/sales/widgets/revenue/data?period=last_12_months")
    assert data["row_count"] > 1
    running.write(
        DASHBOARD.replace("type: bar", "type: table").replace(
            "{x: area, y: total}", "{columns: [area, total]}"
        )
    )
    running.until(lambda: running.widgets()["revenue"]["type"] == "table")
    running.write(dashboard_with("SELECT c.region AS area, sum(amont) AS total FROM customers c"))
    running.until(lambda: running.widgets()["revenue"]["type"] == "text")
    assert "DW504" in running.widgets()["revenue"]["text"]["*"]
    running.write("kind: dashboard\nslug: [sales\n")
    running.until(lambda: "faults" in running.widgets())
    running.write(DASHBOARD)
    running.until(
        lambda: list(running.widgets()) == ["revenue"] and running.widgets()["revenue"]["type"] == "bar"
    )
    again = running.ask("/api/dashboards/sales/widgets/revenue/data?period=last_12_months")
    assert again["rows"] == data["rows"]


def test_a_port_that_is_taken(running: Running) -> None:
    """It is told at once, before anything is made."""
    running.until(lambda: running.version() == 1)
    second = subprocess.run(
        [DASHWRIGHT, "dev", running.folder / "tenants", "--port", str(running.port)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "listens at port" in second.stderr


@pytest.fixture
def running_on_a_test(tmp_path: Path) -> Iterator[Running]:
    """The command over the rows of a dashboard's test."""
    yield from _started(tmp_path, "--test", "two orders")


def test_the_rows_of_a_test(running_on_a_test: Running) -> None:
    """What a test states is on the page, and an edit of its rows follows."""
    running = running_on_a_test
    address = "/api/dashboards/sales/widgets/revenue/data?period=2020-01-01..2020-12-31"
    running.until(lambda: running.ask(address)["rows"] == [["North", "20.00"]])
    running.write(DASHBOARD + TESTED.replace("7.50", "9.50"))
    running.until(lambda: running.ask(address)["rows"] == [["North", "22.00"]])
