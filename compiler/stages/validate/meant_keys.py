"""Keys that an author misspelt, or indented too far or too little, put under the name and at the place that they are meant to have.

So one mistake is one fault: a misspelt `encoding` is no missing one as well, and what stands under it is still checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import yaml
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from compiler.diagnostics.suggest import closest
from compiler.stages.validate.known_keys import known_keys
from compiler.stages.validate.locations import Location, node_at, real_path
from compiler.stages.validate.unindented_keys import owner_of
from compiler.yaml_source import MappingNode, Node, SequenceNode
from compiler.yaml_source.nodes import Entry


class Meant(NamedTuple):
    """An unknown key's path, and the path at which it was meant to stand."""

    written: Location
    meant: Location


def meant_keys(
    kind: type[BaseModel], root: MappingNode, details: Sequence[ErrorDetails]
) -> tuple[Meant, ...]:
    """The unknown keys of which it can be told what they are meant to be, at most one for each place."""
    unknown = [real_path(root, detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"]
    found: dict[Location, Meant] = {}
    for path in unknown:
        meant = _meant(kind, root, path)
        if meant is not None:
            found.setdefault(meant, Meant(path, meant))
    return tuple(found.values())


def belongs_above(kind: type[BaseModel], path: Location) -> bool:
    """Whether a key that may not stand at its path may stand one level further out."""
    return len(path) > 1 and path[-1] in known_keys(kind, path[:-2])


def moved(root: MappingNode, keys: Sequence[Meant]) -> MappingNode:
    """The tree with these keys where they were meant to stand; each keeps its place in the file."""
    for written, meant in keys:
        entry = _entry(root, written)
        without = _with_entry(root, written, None)
        root = _with_entry(without, meant, entry)
    return root


def _meant(kind: type[BaseModel], root: MappingNode, path: Location) -> Location | None:
    *parent, name = path
    node = node_at(root, path)
    if not isinstance(name, str) or node is None or node.value is None:
        return None
    if (owner := owner_of(kind, root, path)) is not None:
        return (*parent, owner, name)
    respelt = closest(name, known_keys(kind, tuple(parent)))
    if respelt is not None:
        return _if_free(root, (*parent, respelt))
    return _if_free(root, (*parent[:-1], name)) if belongs_above(kind, path) else None


def _if_free(root: MappingNode, path: Location) -> Location | None:
    parent = node_at(root, path[:-1])
    return path if isinstance(parent, MappingNode) and path[-1] not in parent.entries else None


def _entry(root: MappingNode, path: Location) -> Entry:
    parent = node_at(root, path[:-1])
    if not isinstance(parent, MappingNode):
        raise TypeError("a key stands in a mapping")
    return parent.entries[str(path[-1])]


def _with_entry(root: MappingNode, path: Location, entry: Entry | None) -> MappingNode:
    """The tree with an entry at a path, or without the one that is there."""
    changed = _changed(root, path, entry)
    if not isinstance(changed, MappingNode):
        raise TypeError("a mapping with another entry is a mapping")
    return changed


def _changed(node: Node, path: Location, entry: Entry | None) -> Node:
    step, *rest = path
    if isinstance(node, SequenceNode) and isinstance(step, int):
        items = list(node.items)
        items[step] = _changed(items[step], tuple(rest), entry)
        return node.with_items(tuple(items))
    if not isinstance(node, MappingNode):
        raise TypeError("a path leads through mappings and lists")
    key = str(step)
    if rest:
        below = node.entries[key]
        inner = below.node if below.node.value is not None else _empty(below.node)
        replaced: Mapping[str, Entry] = {key: below._replace(node=_changed(inner, tuple(rest), entry))}
        return node.with_entries({**node.entries, **replaced})
    others = {name: known for name, known in node.entries.items() if name != key}
    return node.with_entries(others if entry is None else {**others, key: entry})


def _empty(nothing: Node) -> MappingNode:
    """A mapping without keys, where no value stands."""
    start, end = nothing.composed.start_mark, nothing.composed.end_mark
    return MappingNode({}, nothing.source, yaml.MappingNode("", [], start, end), {})
