"""A tree with parts changed or left out, at paths of keys and positions; every node keeps its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import yaml

from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from compiler.yaml_source.nodes import Entry

Path = tuple[str | int, ...]


def with_value(node: MappingNode, key: str, value: str | int) -> MappingNode:
    """The mapping with a value that stands in under a key, at the place of the one that is there, if there is one."""
    known = node.entries.get(key)
    name = known.key if known is not None else ScalarNode(key, node.source, node.composed)
    composed = known.node.composed if known is not None else node.composed
    return node.with_entries({**node.entries, key: Entry(name, ScalarNode(value, node.source, composed))})


def with_mapping(node: MappingNode, key: str, values: Mapping[str, str | int]) -> MappingNode:
    """The mapping with one that stands in under a key, every value of which is a stand-in."""
    known = node.entries.get(key)
    name = known.key if known is not None else ScalarNode(key, node.source, node.composed)
    whole = MappingNode({}, node.source, node.composed, {})
    for inner, value in values.items():
        whole = with_value(whole, inner, value)
    return node.with_entries({**node.entries, key: Entry(name, whole)})


def without(node: MappingNode, key: str) -> MappingNode:
    """The mapping without a key."""
    return node.with_entries({name: entry for name, entry in node.entries.items() if name != key})


def is_stand_in(node: Node | None) -> bool:
    """Whether a value is a text that no author wrote."""
    return (
        isinstance(node, ScalarNode)
        and isinstance(node.value, str)
        and not (isinstance(node.composed, yaml.ScalarNode) and node.composed.value == node.value)
    )


def with_changed(node: MappingNode, path: Path, change: Callable[[Node], Node]) -> MappingNode:
    """The tree with what stands at this path of keys changed, where there is such a path."""
    entry = node.entries.get(str(path[0]))
    if entry is None:
        return node
    if len(path) == 1:
        found = change(entry.node)
    elif isinstance(entry.node, MappingNode):
        found = with_changed(entry.node, path[1:], change)
    else:
        return node
    return node.with_entries({**node.entries, str(path[0]): entry._replace(node=found)})


def with_members(
    node: MappingNode, key: str, members: set[Path], change: Callable[[MappingNode], MappingNode]
) -> MappingNode:
    """The tree with these members of a list changed."""
    found = node.get(key)
    if not isinstance(found, SequenceNode):
        return node
    items = list(found.items)
    for _, index in members:
        item = items[int(index)]
        if isinstance(item, MappingNode):
            items[int(index)] = change(item)
    entry = node.entries[key]._replace(node=found.with_items(tuple(items)))
    return node.with_entries({**node.entries, key: entry})


def pruned(node: Node, paths: set[Path]) -> Node:
    """The tree without what stands at these paths."""
    if not paths:
        return node
    gone = {path[0] for path in paths if len(path) == 1}
    if isinstance(node, MappingNode):
        return node.with_entries(
            {
                key: entry._replace(node=pruned(entry.node, _below(paths, key)))
                for key, entry in node.entries.items()
                if key not in gone
            }
        )
    if isinstance(node, SequenceNode):
        items = enumerate(node.items)
        return node.with_items(tuple(pruned(item, _below(paths, i)) for i, item in items if i not in gone))
    return node


def _below(paths: set[Path], step: str | int) -> set[Path]:
    return {path[1:] for path in paths if len(path) > 1 and path[0] == step}
