"""Who waits for a publication of which tenant, and the telling.

A poll takes `mark()` before it asks the database and waits `since` that mark, so that a publication
between the question and the waiting is not missed.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict

MOST_HELD = 32
"""Polls of one tenant that one process holds; more are answered at once."""


class Wakeups:
    """Held polls of one process. Lives on one event loop."""

    def __init__(self) -> None:
        self._told = 0
        self._last: dict[str, int] = {}
        self._last_all = 0
        self._waiting: defaultdict[str, set[asyncio.Future[None]]] = defaultdict(set)
        self._draining = False
        self.listening = False

    @property
    def held(self) -> int:
        """How many polls wait."""
        return sum(len(waiters) for waiters in self._waiting.values())

    @property
    def draining(self) -> bool:
        """Whether the process is about to end."""
        return self._draining

    def can_hold(self, slug: str) -> bool:
        """Whether waiting makes sense: somebody will tell, and there is room."""
        return self.listening and not self._draining and len(self._waiting.get(slug, ())) < MOST_HELD

    def mark(self) -> int:
        """The moment, counted in tellings."""
        return self._told

    async def wait(self, slug: str, since: int, seconds: float) -> bool:
        """Waits until the tenant is published again; False when `seconds` went by."""
        if max(self._last.get(slug, 0), self._last_all) > since or self._draining:
            return True
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[slug].add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            return False
        finally:
            self._forget(slug, waiter)
        return True

    def tell(self, slug: str) -> None:
        """The tenant was published."""
        self._told += 1
        self._last[slug] = self._told
        self._wake(slug)

    def tell_all(self) -> None:
        """Something may have been missed: everybody asks again."""
        self._told += 1
        self._last_all = self._told
        for slug in tuple(self._waiting):
            self._wake(slug)

    def drain(self) -> None:
        """Answers all held polls and holds no more."""
        self._draining = True
        self.tell_all()

    def _wake(self, slug: str) -> None:
        for waiter in self._waiting.get(slug, ()):
            if not waiter.done():
                waiter.set_result(None)

    def _forget(self, slug: str, waiter: asyncio.Future[None]) -> None:
        self._waiting[slug].discard(waiter)
        if not self._waiting[slug]:
            del self._waiting[slug]
