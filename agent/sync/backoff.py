"""How long to wait: after failures longer and longer, never all sites at the same moment."""

from __future__ import annotations

from random import Random

from agent.settings import SyncSettings

JITTER = 0.1
SLOWEST_RETRY_AFTER = 3600.0
"""A server's Retry-After is honoured up to this many seconds."""


def pause_after_failure(
    failures: int, limits: SyncSettings, random: Random, *, retry_after: float | None = None
) -> float:
    """Seconds to wait after so many failures in a row (from 1); at least what the server asked for."""
    longest = min(limits.backoff_cap_seconds, limits.backoff_first_seconds * 2.0 ** min(failures, 32))
    pause = random.uniform(longest / 2, longest)
    if retry_after is None:
        return pause
    asked = min(retry_after, SLOWEST_RETRY_AFTER)
    return max(pause, random.uniform(asked, asked * (1 + JITTER)))


def pause_after_success(next_poll_seconds: int, random: Random) -> float:
    """Seconds to wait when the server said when to come back."""
    return random.uniform(next_poll_seconds * (1 - JITTER), next_poll_seconds)
