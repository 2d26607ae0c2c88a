"""Answers kept in memory, and one execution for all who ask the same at the same time.

The key is (statement digest, bound values): a viewer's claims are bound values of the statements that depend on
them, so two viewers share an answer exactly when the database would give both the same. The moment of the view
is not in the key; an answer's age is bounded by the statement's refresh interval instead.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from agent.execute.answer import Answer
from agent.execute.pool import Job


@dataclass(frozen=True)
class CachedAnswer:
    """An answer, when it was made (wall clock to show, monotonic seconds to measure) and how long that took."""

    answer: Answer
    generated_at: datetime
    made: float
    duration_ms: int


class Flight:
    """One execution and the number of those who wait for it; the last to leave cancels it."""

    def __init__(self, job: Job[CachedAnswer]) -> None:
        self._job = job
        self._waiters = 0
        self._lock = threading.Lock()

    @property
    def future(self) -> Future[CachedAnswer]:
        """Settled when the execution ends."""
        return self._job.future

    def join(self) -> bool:
        """One more waits. False when the execution is being cancelled and a new one must be started."""
        with self._lock:
            if self._waiters < 0:
                return False
            self._waiters += 1
            return True

    def leave(self) -> None:
        """One waits no longer; without effect once the answer is there."""
        with self._lock:
            self._waiters -= 1
            if self._waiters > 0 or self._job.future.done():
                return
            self._waiters = -1
        self._job.cancel()


class AnswerCache:
    """At most `max_bytes` of answers, the least recently used given up first."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._answers: OrderedDict[Hashable, CachedAnswer] = OrderedDict()
        self._flights: dict[Hashable, Flight] = {}
        self._lock = threading.Lock()

    def newest(self, key: Hashable) -> CachedAnswer | None:
        """The answer kept for `key`, of whatever age."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def fly(self, key: Hashable, start: Callable[[], Job[CachedAnswer]]) -> Flight:
        """The execution under way for `key`, joined; a new one when there is none."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None and flight.join():
                return flight
            flight = Flight(start())
            flight.join()
            self._flights[key] = flight
        landed = flight
        landed.future.add_done_callback(lambda _: self._land(key, landed))
        return landed

    def _land(self, key: Hashable, flight: Flight) -> None:
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]
            if flight.future.exception() is None:
                self._keep(key, flight.future.result())

    def _keep(self, key: Hashable, answer: CachedAnswer) -> None:
        replaced = self._answers.pop(key, None)
        self._bytes += len(answer.answer.rows) - (len(replaced.answer.rows) if replaced else 0)
        self._answers[key] = answer
        while self._bytes > self._max_bytes:
            _, given_up = self._answers.popitem(last=False)
            self._bytes -= len(given_up.answer.rows)
