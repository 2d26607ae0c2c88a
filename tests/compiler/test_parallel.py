"""Processes that die leave nothing unanswered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from compiler import parallel
from compiler.ir.query import Query, Target
from compiler.stages.queries import Question, one_by_one
from compiler.translate import translate
from tests.support.corpora import tpch_catalog

QUESTIONS = [
    Question(Query(f"SELECT {number} AS n", "postgres"), tpch_catalog(), Target("sqlserver", "2019"))
    for number in range(90)
]


def die() -> None:
    """As the kernel ends a process when memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_dead_processes_leave_open_is_answered_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process is killed as it starts; the answers are the same, in order, and the bar ends at the end."""
    monkeypatch.setattr(parallel, "_leave_interrupts", die)
    told: list[tuple[int, int]] = []
    spread = parallel.on_all_cores(lambda done, number: told.append((done, number)), cores=2, few=0)
    assert spread(QUESTIONS) == one_by_one(translate)(QUESTIONS)
    done = [number for number, _ in told]
    assert done == sorted(set(done))
    assert told[-1] == (90, 90)


def test_a_machine_without_shared_memory_answers_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no pool can be made at all."""

    def refused(*_arguments: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", refused)
    assert parallel.on_all_cores(cores=2, few=0)(QUESTIONS) == one_by_one(translate)(QUESTIONS)


def test_the_others_end_when_the_first_is_killed() -> None:
    """Killed at once, it cannot end them; none is left behind."""
    program = """
import os, signal
from compiler.parallel import pool_of
pool = pool_of(1)
print(pool.submit(os.getpid).result(), flush=True)
answers = [pool.submit(bytes, 50_000_000) for _ in range(20)]
answers[2].result()
os.kill(os.getpid(), signal.SIGKILL)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        other = int(first.stdout.readline())
    assert first.returncode == -signal.SIGKILL
    until = time.monotonic() + 30
    while is_running(other):
        assert time.monotonic() < until
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
