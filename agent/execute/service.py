"""Answers for widgets and options: look in the cache, else run once for all who ask.

A fresh answer comes from the cache. When the database cannot be reached, an answer no older than the site's
`stale_seconds` is shown with its age; every other fault reaches the viewer.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import datetime

from agent.execute.cache import AnswerCache, CachedAnswer
from agent.execute.database import Database
from agent.execute.engine import Call, Session
from agent.execute.pool import Job
from agent.execute.question import Question
from agent.faults import SiteFault
from agent.settings import LimitSettings
from schemas import site_codes


@dataclass(frozen=True)
class Delivered:
    """An answer with what the viewer is told about it."""

    kept: CachedAnswer
    cached: bool
    age_seconds: int


class AnswerService:
    """Runs admitted statements within the limits of bundle and site, whichever is less."""

    def __init__(self, database: Database, limits: LimitSettings) -> None:
        self._database = database
        self._limits = limits
        self._cache = AnswerCache(limits.cache_bytes)

    def fresh(self, question: Question) -> Delivered | None:
        """The kept answer, if it is no older than the statement's refresh interval."""
        kept = self._cache.newest(question.key)
        if kept is None or time.monotonic() - kept.made >= question.admitted.statement.refresh_seconds:
            return None
        return _delivered(kept, cached=True)

    async def answer(self, question: Question) -> Delivered:
        """The rows from the database.

        Raises SiteFault; cancelling the awaiting task takes one waiter from the execution.
        """
        kept = self._cache.newest(question.key)
        try:
            return _delivered(await self._run(question), cached=False)
        except SiteFault as fault:
            if fault.code is not site_codes.DATABASE_UNREACHABLE or kept is None:
                raise
            if time.monotonic() - kept.made > self._limits.stale_seconds:
                raise
            return _delivered(kept, cached=True)

    async def _run(self, question: Question) -> CachedAnswer:
        flight = self._cache.fly(question.key, lambda: self._start(question))
        try:
            # Shielded: a waiter who goes away must not cancel the future that others wait for.
            return await asyncio.shield(asyncio.wrap_future(flight.future))
        finally:
            flight.leave()

    def _start(self, question: Question) -> Job[CachedAnswer]:
        limits = question.admitted.statement.limits
        call = Call(
            admitted=question.admitted,
            values=question.values,
            row_cap=min(limits.rows, self._limits.rows),
            byte_cap=self._limits.bytes,
            timeout_seconds=min(limits.timeout_ms / 1000, self._limits.timeout_seconds),
        )
        return self._database.pool(question.timezone).submit(
            lambda session: _timed(session, call, question.now), timeout_seconds=call.timeout_seconds
        )


def _timed(session: Session, call: Call, now: datetime) -> CachedAnswer:
    began = time.monotonic()
    answer = session.run(call)
    return CachedAnswer(answer, now, began, round((time.monotonic() - began) * 1000))


def _delivered(kept: CachedAnswer, *, cached: bool) -> Delivered:
    return Delivered(kept, cached, max(0, round(time.monotonic() - kept.made)))
