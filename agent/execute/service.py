"""Answers for widgets and options: bind, look in the cache, else run once for all who ask.

A fresh answer comes from the cache. When the database cannot be reached, an answer no older than the site's
`stale_seconds` is shown with its age; every other fault reaches the viewer.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agent.execute.binding import BoundValue, View, bind, cache_values
from agent.execute.cache import AnswerCache, CachedAnswer
from agent.execute.database import Database
from agent.execute.engine import Call, Session
from agent.execute.guard import AdmittedStatement
from agent.execute.pool import Job
from agent.execute.served import ServedBundle
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

    def fresh(self, bundle: ServedBundle, statement_digest: str, view: View) -> Delivered | None:
        """The kept answer, if it is no older than the statement's refresh interval. Raises SiteFault (DW934)."""
        admitted = bundle.admitted[statement_digest]
        kept = self._cache.newest(_key(admitted, bind(admitted.statement, view)))
        if kept is None or time.monotonic() - kept.made >= admitted.statement.refresh_seconds:
            return None
        return _delivered(kept, cached=True)

    async def answer(self, bundle: ServedBundle, statement_digest: str, view: View) -> Delivered:
        """The rows of a statement for a view, from the database.

        Raises SiteFault; cancelling the awaiting task takes one waiter from the execution.
        """
        admitted = bundle.admitted[statement_digest]
        values = bind(admitted.statement, view)
        key = _key(admitted, values)
        kept = self._cache.newest(key)
        try:
            return _delivered(await self._run(bundle, admitted, values, key, view.now), cached=False)
        except SiteFault as fault:
            if fault.code is not site_codes.DATABASE_UNREACHABLE or kept is None:
                raise
            if time.monotonic() - kept.made > self._limits.stale_seconds:
                raise
            return _delivered(kept, cached=True)

    async def _run(
        self,
        bundle: ServedBundle,
        admitted: AdmittedStatement,
        values: Mapping[str, BoundValue],
        key: Hashable,
        now: datetime,
    ) -> CachedAnswer:
        flight = self._cache.fly(key, lambda: self._start(bundle, admitted, values, now))
        try:
            # Shielded: a waiter who goes away must not cancel the future that others wait for.
            return await asyncio.shield(asyncio.wrap_future(flight.future))
        finally:
            flight.leave()

    def _start(
        self,
        bundle: ServedBundle,
        admitted: AdmittedStatement,
        values: Mapping[str, BoundValue],
        now: datetime,
    ) -> Job[CachedAnswer]:
        limits = admitted.statement.limits
        call = Call(
            admitted=admitted,
            values=values,
            row_cap=min(limits.rows, self._limits.rows),
            byte_cap=self._limits.bytes,
            timeout_seconds=min(limits.timeout_ms / 1000, self._limits.timeout_seconds),
        )
        pool = self._database.pool(bundle.bundle.manifest.timezone)
        return pool.submit(lambda session: _timed(session, call, now), timeout_seconds=call.timeout_seconds)


def _key(admitted: AdmittedStatement, values: Mapping[str, BoundValue]) -> Hashable:
    return admitted.digest, cache_values(admitted.statement, values)


def _timed(session: Session, call: Call, now: datetime) -> CachedAnswer:
    began = time.monotonic()
    answer = session.run(call)
    return CachedAnswer(answer, now, began, round((time.monotonic() - began) * 1000))


def _delivered(kept: CachedAnswer, *, cached: bool) -> Delivered:
    return Delivered(kept, cached, max(0, round(time.monotonic() - kept.made)))
