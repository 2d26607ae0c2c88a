"""Pydantic's locations as places in the tree.

A location is a path of keys and positions with labels between them, the names of the members of a union that were
tried; the tree knows nothing of those.
"""

from __future__ import annotations

import re

from compiler.diagnostics.diagnostic import Span
from compiler.yaml_source import MappingNode, Node, SequenceNode

Location = tuple[str | int, ...]


def real_path(root: Node, location: Location) -> Location:
    """The steps of a location that are keys and positions of the tree, without pydantic's labels of union members.

    A key that is missing stays as the last step.
    """
    return split_location(root, location)[0]


def split_location(root: Node, location: Location) -> tuple[Location, Location]:
    """The real path, and the path at which the first label of a union stands (the whole path if there is none)."""
    node: Node | None = root
    path: list[str | int] = []
    union: Location | None = None
    for position, step in enumerate(location):
        child = _child(node, step)
        last = position == len(location) - 1
        if child is not None or (last and isinstance(node, MappingNode) and not is_label(step)):
            path.append(step)
            node = child
        elif step != "[key]" and union is None:
            union = tuple(path)
    return tuple(path), union if union is not None else tuple(path)


def is_label(step: str | int) -> bool:
    """Whether a step can only be pydantic's name of a union member or of a key, as in `dict[...]` or `DashboardUse`."""
    return isinstance(step, str) and bool(
        re.match(r"[A-Z]|.*[\[\]()]|(str|int|bool|float|constrained-str)$", step)
    )


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def node_at(root: Node, path: Location) -> Node | None:
    """The node at a path, or None when there is none."""
    node: Node | None = root
    for step in path:
        node = _child(node, step)
    return node


def place(root: Node, path: Location) -> Span:
    """Where a collection is shown: at the key that it stands under; a member of a list at its own first key."""
    node = node_at(root, path)
    parent = node_at(root, path[:-1]) if path else None
    if isinstance(parent, MappingNode):
        return parent.key_span(str(path[-1]))
    if isinstance(node, MappingNode) and node.entries:
        return node.key_span(next(iter(node.entries)))
    if node is not None and (not isinstance(node, MappingNode) or path):
        return node.span
    return Span.point(root.source.name, 1, 1)
