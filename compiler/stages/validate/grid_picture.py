"""A small picture of a dashboard's grid, for messages about places on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.resources.widget import GRID_COLUMNS, Position

MAX_ROWS = 14
FREE, OTHER, BOTH = ".", "o", "#"


def grid_picture(marked: Mapping[str, Position], others: Iterable[Position]) -> str:
    """The rows around the marked rectangles, a letter for each of them: `#` is covered twice, `o` by another widget.

        y 0 |aaaa........|
        y 1 |aa##bb..oooo|

    What leaves the grid stands beyond its right edge.
    """
    first = min(place.y for place in marked.values())
    last = max(place.y + place.height for place in marked.values())
    rows = [_row(y, marked, list(others)) for y in range(first, min(last, first + MAX_ROWS))]
    width = len(str(first + len(rows)))
    lines = [f"y {first + index:>{width}} |{row}" for index, row in enumerate(rows)]
    return "\n".join([*lines, *(["..."] if last > first + MAX_ROWS else [])])


def _row(y: int, marked: Mapping[str, Position], others: list[Position]) -> str:
    end = max([GRID_COLUMNS, *(place.x + place.width for place in marked.values())])
    cells = [_cell(x, y, marked, others) for x in range(end)]
    return "".join(cells[:GRID_COLUMNS]) + "|" + "".join(cells[GRID_COLUMNS:]).rstrip(FREE)


def _cell(x: int, y: int, marked: Mapping[str, Position], others: list[Position]) -> str:
    letters = [letter for letter, place in marked.items() if _covers(place, x, y)]
    if len(letters) > 1:
        return BOTH
    if letters:
        return letters[0]
    return OTHER if any(_covers(place, x, y) for place in others) else FREE


def _covers(place: Position, x: int, y: int) -> bool:
    return place.x <= x < place.x + place.width and place.y <= y < place.y + place.height
