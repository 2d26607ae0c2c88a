"""Widgets that leave the grid or lie on one another."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Label
from compiler.stages.validate.grid_picture import grid_picture
from compiler.stages.validate.members import members, value_span
from compiler.yaml_source import MappingNode
from schemas.resources import Dashboard
from schemas.resources.widget import GRID_COLUMNS, Position, Widget

Placed = tuple[Widget, MappingNode]


def broken_layout(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Each widget that does not fit the grid's width, and each that covers one above it in the file."""
    earlier: list[Placed] = []
    positions = [widget.position for widget in dashboard.widgets]
    for placed in members(node, "widgets", dashboard.widgets):
        yield from _outside(placed, positions)
        under = next((other for other in earlier if _overlap(placed[0].position, other[0].position)), None)
        if under is not None:
            yield _overlapping(placed, under, positions)
        earlier.append(placed)


def _outside(placed: Placed, positions: list[Position]) -> Iterator[Diagnostic]:
    position = placed[0].position
    end = position.x + position.width
    if end > GRID_COLUMNS:
        message = f"widget `{placed[0].id}` ends at column {end} of a grid of {GRID_COLUMNS}"
        remedy = f"x + width may be at most {GRID_COLUMNS}: make it at most {GRID_COLUMNS - position.x} wide"
        span = value_span(placed[1], "position")
        picture = f"`{placed[0].id}` is `a`:\n{grid_picture({'a': position}, positions)}"
        yield Diagnostic(structure.OUTSIDE_GRID.id, message, span, notes=(picture,), help=remedy)


def _overlap(one: Position, other: Position) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _overlapping(placed: Placed, under: Placed, positions: list[Position]) -> Diagnostic:
    below = max(position.y + position.height for position in positions)
    marked = {"a": under[0].position, "b": placed[0].position}
    picture = f"`{under[0].id}` is `a`, `{placed[0].id}` is `b`:\n{grid_picture(marked, positions)}"
    return Diagnostic(
        structure.WIDGETS_OVERLAP.id,
        f"widget `{placed[0].id}` overlaps widget `{under[0].id}`",
        value_span(placed[1], "position"),
        labels=(Label(value_span(under[1], "position"), f"`{under[0].id}` is here"),),
        notes=(picture,),
        help=f"move it; the first row below all widgets is y: {below}",
    )
