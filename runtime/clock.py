"""Where the time comes from: passed in, so that a test can be at any moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the moment, with a time zone."""


def system_clock() -> datetime:
    """The machine's time in UTC."""
    return datetime.now(UTC)
