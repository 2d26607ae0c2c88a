"""`dashwright check --watch` as a program of its own, while its files are edited as editors edit them."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from tests.support.example_tree import blocks, example_tree

PATIENCE_SECONDS = 120


class Watch:
    """A running `check --watch`; `next_verdict` waits for the last line of the next check."""

    def __init__(self, root: Path) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # or the program inherits that it is ignored
        command = [sys.executable, "-m", "compiler.cli.main", "check", str(root), "--watch"]
        self.program = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self.lines: Queue[str] = Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.program.stdout is not None
        with self.program.stdout as lines:
            for line in lines:
                self.lines.put(line)

    def end(self) -> None:
        """Ends the program, if it has not ended by itself."""
        self.program.kill()
        self.program.wait()
        self.reader.join()

    def next_verdict(self) -> str:
        """What one check printed."""
        said = ""
        while "; watching" not in said:
            said += self.lines.get(timeout=PATIENCE_SECONDS)
        return said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two dashboards."""
    return example_tree(
        blocks("```sql\nSELECT name FROM customers\n```\n```sql\nSELECT 1 AS one\n```\n")
    ).write(tmp_path)


@pytest.fixture
def watch(root: Path) -> Iterator[Watch]:
    """Watched from before the first edit."""
    found = Watch(root)
    yield found
    found.end()


def test_every_way_of_saving_is_followed_by_a_verdict(watch: Watch, root: Path) -> None:
    """Written in place, renamed over, moved away, removed, no YAML at all; and Ctrl-C ends it well."""
    file = root / "acme/dashboards/example-1.yaml"
    text = file.read_text(encoding="utf-8")
    assert "no faults" in watch.next_verdict()
    file.write_text(text.replace("name FROM", "nme FROM"), encoding="utf-8")
    assert "nme" in watch.next_verdict()
    beside = root / "acme/dashboards/.example-1.yaml.swp"
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
    assert "no faults" in watch.next_verdict()
    file.write_text("kind: [", encoding="utf-8")
    assert "DW1" in watch.next_verdict()
    file.unlink()
    assert "DW301" in watch.next_verdict()
    file.write_text(text, encoding="utf-8")
    assert "no faults" in watch.next_verdict()
    (root / "acme/dashboards").rename(root / "acme/boards")
    assert "DW301" in watch.next_verdict()
    (root / "acme/boards").rename(root / "acme/dashboards")
    assert "no faults" in watch.next_verdict()
    time.sleep(0.1)
    watch.program.send_signal(signal.SIGINT)
    assert watch.program.wait(timeout=PATIENCE_SECONDS) == 0
    watch.reader.join()
    assert list(watch.lines.queue) == []


def test_a_file_that_is_saved_while_it_starts_is_not_missed(root: Path) -> None:
    """Whatever falls between the first reading and the start of the watcher."""
    watch = Watch(root)
    try:
        file = root / "acme/dashboards/example-1.yaml"
        time.sleep(0.3)
        file.write_text(file.read_text(encoding="utf-8").replace("name FROM", "nme FROM"), encoding="utf-8")
        said = watch.next_verdict()
        assert "nme" in said or "nme" in watch.next_verdict()
    finally:
        watch.end()
