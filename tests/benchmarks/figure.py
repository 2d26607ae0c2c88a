"""What a benchmark answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured number beside the most that it may be, both in `unit`, and how it came about."""

    name: str
    measured: float
    bar: float
    unit: str
    detail: str

    @property
    def holds(self) -> bool:
        """Whether the project keeps this promise here and now."""
        return self.measured <= self.bar


@dataclass(frozen=True)
class NotMeasured:
    """A figure that this machine cannot give, and why."""

    name: str
    reason: str
