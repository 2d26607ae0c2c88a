"""The one record of a fault. Renderers turn it into text, JSON or annotations; nothing else formats faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of an author's file: lines and columns from 1, columns in characters, the end exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @staticmethod
    def point(file: str, line: int, column: int) -> Span:
        """A stretch of one character."""
        return Span(file, line, column, line, column + 1)


@dataclass(frozen=True, order=True)
class Label:
    """A second place that explains the fault, such as the other of two widgets."""

    span: Span
    text: str


@dataclass(frozen=True)
class Edit:
    """Text to put in place of a span; applying it mends the fault."""

    span: Span
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """One fault. `message` makes sense alone on one line; `help` says what to do.

    `suppressed` is the reason why an author accepts it: such a fault stops nothing, and only reports show it. `tenants`
    are those that have it, where it lies in a file that they share.
    """

    code: str
    message: str
    span: Span
    severity: Severity = "error"
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str | None = None
    edit: Edit | None = None
    suppressed: str | None = None
    tenants: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether it keeps a bundle from being made."""
        return self.severity == "error" and self.suppressed is None

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        """By place, then code: the order in which faults are shown."""
        return self.span, self.code, self.message
