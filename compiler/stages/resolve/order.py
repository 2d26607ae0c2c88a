"""Widgets and parameters put right before or after another one, by id and never by position."""

from __future__ import annotations

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.stages.resolve.untouched import changes_nothing, gone, id_of
from compiler.yaml_source import MappingNode, Node, ScalarNode


def reordered(
    items: tuple[Node, ...], places: MappingNode, what: str, faults: list[Diagnostic]
) -> tuple[Node, ...]:
    """The items after each of the moves, in the order in which the overlay writes them."""
    moved = list(items)
    for name, entry in places.entries.items():
        ids = [id_of(item) for item in moved]
        side, neighbour = _neighbour(entry.node)
        if name not in ids:
            faults.append(gone(what, entry.key, ids, places.entries))
        elif neighbour is not None and neighbour.value not in ids:
            faults.append(gone(what, neighbour, ids, (name,)))
        elif neighbour is not None:
            after = _moved(moved, name, str(neighbour.value), side)
            if after == moved:
                faults.append(changes_nothing(entry.key, f"`{name}` stands right {side} `{neighbour.value}`"))
            moved = after
    return tuple(moved)


def _neighbour(node: Node) -> tuple[str, ScalarNode | None]:
    """`before` or `after`, and the id that follows it; None where `validate` has told what is wrong."""
    for side in ("before", "after"):
        found = node.get(side) if isinstance(node, MappingNode) else None
        if isinstance(found, ScalarNode) and found.value is not None:
            return side, found
    return "", None


def _moved(items: list[Node], name: str, neighbour: str, side: str) -> list[Node]:
    if name == neighbour:
        return items
    item = next(item for item in items if id_of(item) == name)
    rest = [other for other in items if other is not item]
    at = [id_of(other) for other in rest].index(neighbour) + (side == "after")
    return [*rest[:at], item, *rest[at:]]
