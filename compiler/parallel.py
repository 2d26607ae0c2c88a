"""Many questions answered by all cores of the machine.

Each process is started anew by a server process that has imported the compiler once (`forkserver`): a fork of this
process would copy the locks of threads that it may have. That start costs half a second, so few questions are
answered here.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext

from compiler.ir.query import Translation
from compiler.stages.queries import Question, TranslateAll
from compiler.translate import translate

FEW = 600
"""So many take about as long here as starting the processes does."""
AT_ONCE = 40

Told = Callable[[int, int], None]
"""Hears how many questions are answered, of how many."""


def on_all_cores(
    told: Told = lambda _done, _all: None, cores: int | None = None, few: int = FEW
) -> TranslateAll:
    """Translates with as many processes as there are cores, in order; the same answers as one by one."""
    processes = cores or usable_cores()

    def answered(questions: Sequence[Question]) -> list[Translation]:
        spread = processes > 1 and len(questions) > few
        answers: list[Translation] = []
        for batch in _spread(questions, processes) if spread else _here(questions):
            answers += batch
            told(len(answers), len(questions))
        return answers

    return answered


def usable_cores() -> int:
    """The cores that this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(questions: Sequence[Question]) -> Iterator[Sequence[Question]]:
    return (questions[start : start + AT_ONCE] for start in range(0, len(questions), AT_ONCE))


def _here(questions: Sequence[Question]) -> Iterator[list[Translation]]:
    return map(_answers, _batches(questions))


def _spread(questions: Sequence[Question], processes: int) -> Iterator[list[Translation]]:
    """The answers of each batch, in order; what a process that was killed leaves open is answered here."""
    answered = 0
    try:
        with ProcessPoolExecutor(processes, _context(), _leave_interrupts) as pool:
            for batch in pool.map(_answers, _batches(questions)):
                yield batch
                answered += len(batch)
    except (BrokenProcessPool, OSError):  # out of memory, or a machine that gives no shared memory
        yield from _here(questions[answered:])


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["compiler.parallel"])
    return context


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that the user started; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answers(questions: Sequence[Question]) -> list[Translation]:
    return [translate(*question) for question in questions]
