"""The bar: at a terminal after two seconds, elsewhere never."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from compiler.cli.waiting import Waiting


def drawn(*, terminal: bool, monkeypatch: pytest.MonkeyPatch, seconds: float) -> str:
    """What is written when half of 80 queries are translated after so many seconds."""
    now = [100.0]
    monkeypatch.setattr("compiler.cli.waiting.time.monotonic", lambda: now[0])
    console = Console(file=io.StringIO(), force_terminal=terminal, width=100)
    with Waiting(console) as bar:
        now[0] += seconds
        bar.translated(40, 80)
        now[0] += seconds
        bar.translated(80, 80)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_terminal_shows_how_far_the_run_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is being done, and of how many; the end is another kind of work."""
    monkeypatch.delenv("CI", raising=False)
    shown = drawn(terminal=True, monkeypatch=monkeypatch, seconds=2.5)
    assert "translating queries" in shown
    assert "40/80" in shown
    assert "assembling bundles" in shown


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below two seconds nobody waits."""
    monkeypatch.delenv("CI", raising=False)
    assert drawn(terminal=True, monkeypatch=monkeypatch, seconds=0.9) == ""


@pytest.mark.parametrize("continuous", [True, False])
def test_a_pipe_and_a_log_show_nothing(monkeypatch: pytest.MonkeyPatch, *, continuous: bool) -> None:
    """However long it takes."""
    if continuous:
        monkeypatch.setenv("CI", "true")
    assert drawn(terminal=continuous, monkeypatch=monkeypatch, seconds=60) == ""
