"""The form of stage 4: dashboards without templates, each text with the way back to where it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.ir.resolved import ResolvedDashboard, ResolvedTenant
from compiler.yaml_source import MappingNode, ScalarNode
from schemas.bundle.objects import Texts
from schemas.resources.dashboard import Parameter
from schemas.resources.widget import Widget


@dataclass(frozen=True)
class Place:
    """Where an author wrote a piece of a rendered text; labels and notes tell of the macro it went through."""

    span: Span
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenderedText:
    """A text after templates; `place` gives the author's place of its characters from a start up to an end."""

    text: str
    node: ScalarNode
    place: Callable[[int, int], Place]

    def place_at(self, line: int, column: int, length: int) -> Place:
        """The author's place of a line and column, both from 1, of the rendered text."""
        start = _offset(self.text, line, column)
        return self.place(start, start + max(length, 1))

    def edit_at(self, line: int, column: int, length: int, text: str) -> Edit | None:
        """The author's edit that changes a stretch of this text; None where he did not write it letter by letter."""
        start = _offset(self.text, line, column)
        place, source = self.place(start, start + length), self.node.source
        first = source.offset(place.span.line, place.span.column)
        last = source.offset(place.span.end_line, place.span.end_column)
        is_exact = source.text[first:last] == self.text[start : start + length]
        return Edit(place.span, text) if is_exact and not place.labels and not place.notes else None


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    before = sum(len(part) + 1 for part in lines[: line - 1])
    return min(before + column - 1, max(len(text) - 1, 0))


@dataclass(frozen=True)
class RenderedParameter:
    """A parameter with the query of its choices, if it has one."""

    parameter: Parameter
    node: MappingNode
    options: RenderedText | None


@dataclass(frozen=True)
class RenderedWidget:
    """A widget; `sql` is None for a text widget, and for one whose template failed (`whole` is False then)."""

    widget: Widget
    node: MappingNode
    title: Texts
    description: Texts | None
    text: Texts | None
    currencies: Mapping[str, str]
    sql: RenderedText | None
    whole: bool


@dataclass(frozen=True)
class RenderedDashboard:
    """A dashboard of one tenant, all its texts as they will be shown or sent to the database."""

    resolved: ResolvedDashboard
    title: Texts
    description: Texts | None
    parameters: tuple[RenderedParameter, ...]
    widgets: tuple[RenderedWidget, ...]
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class RenderedTenant:
    """A tenant with its rendered dashboards."""

    resolved: ResolvedTenant
    dashboards: tuple[RenderedDashboard, ...]

    @property
    def path(self) -> str:
        """The tenant's own file."""
        return self.resolved.path
