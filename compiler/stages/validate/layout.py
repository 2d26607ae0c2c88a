"""Widgets that leave the grid or lie on one another."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Label
from compiler.stages.validate.members import members, value_span
from compiler.yaml_source import MappingNode
from schemas.resources import Dashboard
from schemas.resources.widget import GRID_COLUMNS, Position, Widget

Placed = tuple[Widget, MappingNode]


def broken_layout(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Each widget that does not fit the grid's width, and each that covers one above it in the file."""
    earlier: list[Placed] = []
    for placed in members(node, "widgets", dashboard.widgets):
        yield from _outside(placed)
        under = next((other for other in earlier if _overlap(placed[0].position, other[0].position)), None)
        if under is not None:
            yield _overlapping(placed, under)
        earlier.append(placed)


def _outside(placed: Placed) -> Iterator[Diagnostic]:
    position = placed[0].position
    end = position.x + position.width
    if end > GRID_COLUMNS:
        message = f"widget `{placed[0].id}` ends at column {end} of a grid of {GRID_COLUMNS}"
        remedy = f"x + width may be at most {GRID_COLUMNS}: make it at most {GRID_COLUMNS - position.x} wide"
        yield Diagnostic(structure.OUTSIDE_GRID.id, message, value_span(placed[1], "position"), help=remedy)


def _overlap(one: Position, other: Position) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _overlapping(placed: Placed, under: Placed) -> Diagnostic:
    below = under[0].position.y + under[0].position.height
    return Diagnostic(
        structure.WIDGETS_OVERLAP.id,
        f"widget `{placed[0].id}` overlaps widget `{under[0].id}`",
        value_span(placed[1], "position"),
        labels=(Label(value_span(under[1], "position"), f"`{under[0].id}` is here"),),
        help=f"move it; the first row below `{under[0].id}` is y: {below}",
    )
