"""Many questions answered by all cores of the machine.

This process answers too, so that nothing waits while the others start. These are forked from a small server process
(`forkserver`): a fork of this one would copy the locks of threads that it may have. To import the compiler costs each
half a second, so few questions are answered here alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext

from compiler.ir.query import Translation
from compiler.stages.queries import Question, TranslateAll
from compiler.translate import translate

FEW = 600
"""So many take about as long here as starting the processes does."""
MAX_PROCESSES = 8
"""Each has some hundred megabytes; of 5,000 questions more of them would answer hardly sooner."""
AT_ONCE = 10
"""Questions in one batch, some 30 milliseconds of work."""
AHEAD = 3
"""Batches that each other process is given at a time; at the end this one waits for no more."""

Batch = Sequence[Question]
Answered = Iterator[tuple[int, list[Translation]]]
"""The answers of batches, each with its number, as they come."""
Told = Callable[[int, int], None]
"""Hears how many questions are answered, of how many."""


def on_all_cores(
    told: Told = lambda _done, _all: None, cores: int | None = None, few: int = FEW
) -> TranslateAll:
    """Translates with a process for each core, this one included; the same answers as one by one, in order."""
    others = min(cores or usable_cores(), MAX_PROCESSES) - 1

    def answered(questions: Sequence[Question]) -> list[Translation]:
        batches = [questions[start : start + AT_ONCE] for start in range(0, len(questions), AT_ONCE)]
        spread = others > 0 and len(questions) > few
        answers: dict[int, list[Translation]] = {}
        for at, batch in _spread(batches, others) if spread else _here(batches, range(len(batches))):
            answers[at] = batch
            told(sum(map(len, answers.values())), len(questions))
        return [answer for at in range(len(batches)) for answer in answers[at]]

    return answered


def usable_cores() -> int:
    """The cores that this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _here(batches: Sequence[Batch], some: Iterable[int]) -> Answered:
    return ((at, _answers(batches[at])) for at in some)


def _spread(batches: Sequence[Batch], others: int) -> Answered:
    """The answers of so many other processes and of this one; what they leave open, being killed, is answered here."""
    answered: set[int] = set()
    try:
        with pool_of(others) as pool:
            for at, batch in _together(pool, batches, AHEAD * others):
                answered.add(at)
                yield at, batch
    except (BrokenProcessPool, OSError):  # out of memory, or a machine that gives no shared memory
        yield from _here(batches, (at for at in range(len(batches)) if at not in answered))


def _together(pool: ProcessPoolExecutor, batches: Sequence[Batch], ahead: int) -> Answered:
    """The pool takes batches from the front, so many at a time; this process answers from the end."""
    left = deque(range(len(batches)))
    given: deque[tuple[int, Future[list[Translation]]]] = deque()
    while left or given:
        while left and len(given) < ahead:
            at = left.popleft()
            given.append((at, pool.submit(_answers, batches[at])))
        if left:
            at = left.pop()
            yield at, _answers(batches[at])
        while given and (given[0][1].done() or not left):
            at, future = given.popleft()
            yield at, future.result()


def pool_of(processes: int) -> ProcessPoolExecutor:
    """So many processes that end with this one. Raises OSError."""
    return ProcessPoolExecutor(processes, _context(), _leave_interrupts)


def _context() -> BaseContext:
    """Nothing is imported ahead: to start a process would wait for it, and this one has work to do meanwhile."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([])
    return context


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that the user started, which ends the others; when it is killed, they end by themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)  # the other threads may wait for it for ever


def _answers(questions: Sequence[Question]) -> list[Translation]:
    return [translate(*question) for question in questions]
