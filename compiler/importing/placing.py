"""From a grid of 24 columns to ours of 12: everything half as large, nothing on top of anything else."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.importing.carried import Place
from schemas.resources.widget import GRID_COLUMNS

SHRUNK = 2
HIGHEST = 40


def placed(places: Sequence[Place]) -> list[dict[str, int]]:
    """`position:` of each, in the order given. From the top left on, what would lie on another moves down."""
    filled: set[tuple[int, int]] = set()
    positions: dict[int, dict[str, int]] = {}
    for index in sorted(range(len(places)), key=lambda i: (places[i].y, places[i].x, i)):
        position = _halved(places[index])
        while not filled.isdisjoint(_cells(position)):
            position["y"] += 1
        filled |= _cells(position)
        positions[index] = position
    return [positions[index] for index in range(len(places))]


def _halved(place: Place) -> dict[str, int]:
    width = min(max(round(place.width / SHRUNK), 1), GRID_COLUMNS)
    return {
        "x": min(max(place.x // SHRUNK, 0), GRID_COLUMNS - width),
        "y": max(place.y // SHRUNK, 0),
        "width": width,
        "height": min(max(round(place.height / SHRUNK), 1), HIGHEST),
    }


def _cells(position: dict[str, int]) -> set[tuple[int, int]]:
    columns = range(position["x"], position["x"] + position["width"])
    rows = range(position["y"], position["y"] + position["height"])
    return {(x, y) for x in columns for y in rows}
