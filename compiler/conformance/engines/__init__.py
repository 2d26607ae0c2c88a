"""Engines: each makes fixture tables, runs statements on them and leaves nothing behind.

An engine is a context manager that gives a `Session`, one engine a module; the module imports its driver, and is imported
when the engine is opened (`opening`), so that a command which needs none of them does not need them installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from compiler.conformance.values import Answer, BoundValue


class Session(Protocol):
    """Fixture tables, and a way to ask them."""

    def run(self, query: str, values: Sequence[BoundValue] = ()) -> Answer:
        """The answer of one query. Raises EngineFailed, or NoCounterpart for a value that SQL Server cannot hold."""
        ...
