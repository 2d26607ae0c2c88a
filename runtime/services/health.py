"""Whether the server can do its work, and how that is told to a platform that asks while deploying and later.

Before the first success the answer is "starting", which a platform waits for. From then on a slow or lost database makes
it "degraded": the process is worth keeping, since restarting it would mend nothing.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import structlog
from psycopg import Error
from psycopg_pool import PoolClosed, PoolTimeout
from pydantic import BaseModel

from runtime.services.wakeups import Wakeups
from runtime.store.store import Store

log = structlog.get_logger(__name__)
PATIENCE_SECONDS = 2.0


class Health(BaseModel):
    """What `/health` answers. `problem` is a sentence when there is one; without a good root no site takes anything new."""

    status: Literal["ok", "degraded", "starting", "draining"]
    migration: int | None
    wanted_migration: int
    listening: bool
    root_expires_at: datetime
    problem: str | None = None


@dataclass
class HealthService:
    """Looks at the database and remembers whether it was ever ready."""

    store: Store
    wakeups: Wakeups
    wanted_migration: int
    root_expires_at: datetime
    _was_ready: bool = field(default=False, init=False)

    async def look(self) -> Health:
        """The state of this process now."""
        migration, problem = await self._database()
        self._was_ready = self._was_ready or problem is None
        return Health(
            status=self._status(problem),
            migration=migration,
            wanted_migration=self.wanted_migration,
            listening=self.wakeups.listening,
            root_expires_at=self.root_expires_at,
            problem=problem,
        )

    def _status(self, problem: str | None) -> Literal["ok", "degraded", "starting", "draining"]:
        if self.wakeups.draining:
            return "draining"
        if problem is None:
            return "ok"
        return "degraded" if self._was_ready else "starting"

    async def _database(self) -> tuple[int | None, str | None]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                state = await self.store.state()
        except (TimeoutError, PoolTimeout):
            return (
                None,
                "the database is slow, cannot be reached, or was never migrated; the server's log has more",
            )
        except (Error, PoolClosed) as error:
            log.warning("health", error=type(error).__name__, sqlstate=getattr(error, "sqlstate", None))
            return None, "the database refuses; the server's log has the reason"
        if state.can_bypass:
            return state.migration, "the database role can pass by row-level security"
        if state.migration < self.wanted_migration:
            return state.migration, "the database is behind; run `dashwright-server migrate`"
        return state.migration, None
