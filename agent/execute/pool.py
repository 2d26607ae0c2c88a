"""A bounded pool of threads, each with its own database session; jobs queue, time out and can be cancelled.

A job that was interrupted, or that failed, costs its session: the next one gets a fresh connection, so that
nothing a query left behind reaches another viewer.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from agent.execute.engine import Engine, Session
from agent.faults import SiteFault
from schemas import site_codes

T = TypeVar("T")


class Job(Generic[T]):
    """Work for a session, and the future of its result."""

    def __init__(self, work: Callable[[Session], T], timeout_seconds: float) -> None:
        self.future: Future[T] = Future()
        self.timeout_seconds = timeout_seconds
        self.submitted = time.monotonic()
        self._work = work
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._settled = False

    def cancel(self) -> None:
        """Stops the job, wherever it is; its waiters get QUERY_CANCELLED."""
        self._stop(_interrupted())

    def run(self, session: Session) -> None:
        """Does the work in the calling thread within the time limit and settles the future.

        Raises SiteFault when the session cannot be trusted any more: the work failed or was interrupted.
        """
        with self._lock:
            if self._settled:
                return
            self._session = session
        timer = threading.Timer(self.timeout_seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            result = self._work(session)
        finally:
            timer.cancel()
            with self._lock:  # from here on no interrupt can hit the session's next job
                self._session = None
        if not self._settle():
            raise _interrupted()
        self.future.set_result(result)

    def fail(self, fault: BaseException) -> None:
        """Settles the future of a job that cannot be done."""
        if self._settle():
            self.future.set_exception(fault)

    def _settle(self) -> bool:
        """Whether the caller is the one who settles the future."""
        with self._lock:
            first, self._settled = not self._settled, True
            return first

    def _expire(self) -> None:
        self._stop(
            SiteFault(
                site_codes.QUERY_TIMEOUT,
                f"the query took longer than {self.timeout_seconds:g} seconds and was cancelled",
                "Choose a shorter period, or ask for a narrower query.",
            )
        )

    def _stop(self, reason: SiteFault) -> None:
        """Tells the waiters at once, then the database, which may take its time."""
        self.fail(reason)
        with self._lock:
            if self._session is not None:
                self._session.interrupt()


def _interrupted() -> SiteFault:
    return SiteFault(site_codes.QUERY_CANCELLED, "the query was cancelled because nobody waits for it")


class SessionPool:
    """`size` threads over one engine; at most `waiting` jobs queue."""

    def __init__(self, engine: Engine, *, size: int, waiting: int) -> None:
        self._engine = engine
        self._jobs: queue.Queue[Job[object] | None] = queue.Queue(maxsize=waiting)
        self._closed = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"database-{number}", daemon=True)
            for number in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Callable[[Session], T], *, timeout_seconds: float) -> Job[T]:
        """Queues work. Raises SiteFault (DW944) when too many wait already."""
        if self._closed:
            raise _busy()
        job = Job(work, timeout_seconds)
        try:
            self._jobs.put_nowait(job)  # type: ignore[arg-type]  # the queue holds jobs of any result
        except queue.Full:
            raise _busy() from None
        return job

    def close(self) -> None:
        """Takes no more work, lets queued work end, closes sessions and engine."""
        self._closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self._engine.close()

    def _serve(self) -> None:
        session: Session | None = None
        while (job := self._jobs.get()) is not None:
            if time.monotonic() - job.submitted > job.timeout_seconds:
                job.fail(_busy())
                continue
            try:
                session = self._run(job, session)
            except Exception as error:  # noqa: BLE001  # the thread's edge: the waiter is told, the thread lives on
                job.fail(error)
                session = None
        if session is not None:
            session.close()

    def _run(self, job: Job[object], idle: Session | None) -> Session:
        """Runs the job and returns the session that is still sound; one that failed is closed.

        An idle session may have been lost unnoticed, as when the database was restarted: then the job, which only
        reads, is run once more on a new one.
        """
        if idle is not None:
            try:
                return _run_on(idle, job)
            except SiteFault as fault:
                if fault.code is not site_codes.DATABASE_UNREACHABLE:
                    raise
        return _run_on(self._engine.connect(), job)


def _run_on(session: Session, job: Job[object]) -> Session:
    try:
        job.run(session)
    except BaseException:
        session.close()
        raise
    return session


def _busy() -> SiteFault:
    return SiteFault(
        site_codes.BUSY,
        "too many queries wait for the site's database",
        "Try again in a moment; the administrator can raise `connections` in the site file.",
    )
