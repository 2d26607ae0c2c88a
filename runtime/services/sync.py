"""A poll of an agent: answered at once, or held until its tenant is published or the time is up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, cast

from runtime.services.standing import NOT_SERVED, NotServed
from runtime.services.wakeups import Wakeups
from runtime.store.rows import SyncRow
from runtime.store.store import Store
from schemas.sync import ActiveBundle, SyncRequest, SyncResponse

POLL_SECONDS = 60
"""When to come back after an answer that was not held."""
HELD_POLL_SECONDS = 1
"""When to come back after a held answer: the holding was the pause."""
DRAIN_SECONDS = 10
"""Agents of a process that ends come back spread over this long."""

HOLD = "hold"
Status = Literal["current", "update", "nothing-published", "unsupported-format"]


@dataclass(frozen=True)
class SyncService:
    """Answers polls. `hold_seconds` is the longest that one is held; `max_tenants` are served, the oldest first."""

    store: Store
    wakeups: Wakeups
    hold_seconds: float
    max_tenants: int

    async def answer(
        self, key_hash: bytes, said: SyncRequest, wait: float
    ) -> SyncResponse | NotServed | None:
        """The answer to a poll that may be held for `wait` seconds; None when the key is not good."""
        mark = self.wakeups.mark()
        row = await self.store.sync(key_hash, self.max_tenants, said, may_hold=wait > 0)
        held = False
        if row is not None and row.outcome == HOLD:
            held = self.wakeups.can_hold(row.slug)
            if held:
                await self.wakeups.wait(row.slug, mark, min(wait, self.hold_seconds))
            row = await self.store.sync(key_hash, self.max_tenants, said, may_hold=False)
        return None if row is None else self._response(row, held=held)

    def _response(self, row: SyncRow, *, held: bool) -> SyncResponse | NotServed:
        if row.outcome in NOT_SERVED:
            return NotServed(row.slug, row.outcome)
        offer = None
        if row.version is not None and row.digest is not None:
            offer = ActiveBundle(version=row.version, digest=row.digest)
        return SyncResponse(
            tenant=row.slug,
            status=cast("Status", row.outcome),
            offer=offer,
            next_poll_seconds=self._next_poll(held=held),
        )

    def _next_poll(self, *, held: bool) -> int:
        if self.wakeups.draining:
            return random.randint(1, DRAIN_SECONDS)  # noqa: S311 - spreads load, keeps no secret
        return HELD_POLL_SECONDS if held else POLL_SECONDS
