"""A faulty tree made fit to go on with: parts left out, or given a value that stands in.

Nothing of this is shipped, because the fault itself keeps the bundle from being made. It is for the faults that come
after: a misspelt key or a title of the wrong type must not hide an unknown column. What could only be
guessed at (a parameter's type, a datasource) is not repaired; then there is no going on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import get_args

import yaml
from pydantic_core import ErrorDetails

from compiler.diagnostics.suggest import certain
from compiler.stages.validate.locations import real_path
from compiler.stages.validate.synonyms import synonym
from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from compiler.yaml_source.nodes import Entry
from schemas.resources.dashboard import ParameterType

Path = tuple[str | int, ...]

EXPENDABLE = frozenset({"widgets", "tests", "add", "dashboards", "row_filters"})
"""Lists at the top of a file of which the other members make sense without the faulty one."""

OPTIONAL = frozenset(
    {
        "description",
        "refresh",
        "locale",
        "timezone",
        "max_dashboards",
        "active",
        "collation",
        "compatibility_level",
    }
)
"""Keys at the top of a file that have a default, of which nothing else depends."""

OPTIONAL_OF_PARAMETER = frozenset({"label", "default", "options"})

OPTIONAL_OF_WIDGET = frozenset({"description", "format", "refresh"})

OPTIONAL_OF_TABLE = frozenset({"primary_key", "description", "tags"})

UNREAD = "?"
"""The type of a column of which a catalog cannot be read; also the name of it in a table that cannot be read at all."""

STAND_INS = {"title": "?", "name": "?", "license": "enterprise"}
"""Required keys at the top of a file, and a value that gives no fault of its own."""


def repaired(node: MappingNode, kind: str, details: Iterable[ErrorDetails]) -> MappingNode:
    """The tree without what is faulty, as far as that can be told; it may still be faulty."""
    paths = [(real_path(node, detail["loc"]), detail["type"]) for detail in details]
    titled = _with_titles(
        node, {path[:2] for path, _ in paths if path[:1] == ("widgets",) and path[2:3] == ("title",)}
    )
    tabled = _with_tables(
        titled,
        {
            path[:2]
            for path, _ in paths
            if path[:1] == ("widgets",) and path[2:3] in (("type",), ("encoding",))
        },
    )
    typed = _with_meant_types(
        tabled, {path[:2] for path, _ in paths if path[:1] == ("parameters",) and path[2:3] == ("type",)}
    )
    known = _with_unread_tables(typed, {path for path, _ in paths if path[:1] == ("tables",)})
    pruned = _prune(known, {left_out for path, fault in paths if (left_out := _to_leave_out(path, fault))})
    if not isinstance(pruned, MappingNode):
        raise TypeError("a mapping without some of its parts is a mapping")
    keys = {str(path[0]) for path, fault in paths if path and fault != "extra_forbidden"}
    return pruned.with_entries({**pruned.entries, **dict(_stand_ins(node, kind, keys))})


def _to_leave_out(path: Path, fault: str) -> Path:
    """The path of what is left out for a fault; the empty path when nothing can be."""
    if fault == "extra_forbidden" or (len(path) == 1 and path[0] in OPTIONAL):
        return path
    if len(path) >= 3 and path[0] == "widgets" and path[2] in ("title", "type", "encoding"):
        return ()
    if len(path) >= 3 and path[0] == "widgets" and path[2] in OPTIONAL_OF_WIDGET:
        return path[:3]
    if len(path) >= 2 and path[0] in EXPENDABLE and isinstance(path[1], int):
        return path[:2]
    if len(path) >= 3 and path[0] == "parameters" and path[2] in OPTIONAL_OF_PARAMETER:
        return path[:3]
    if len(path) >= 3 and path[0] == "tables" and path[2] in OPTIONAL_OF_TABLE:
        return path[:3]
    return path[:1] if path and path[0] in OPTIONAL else ()


def is_stand_in(node: Node | None) -> bool:
    """Whether a value is one that no author wrote."""
    return (
        isinstance(node, ScalarNode)
        and node.value in STAND_INS.values()
        and not (isinstance(node.composed, yaml.ScalarNode) and node.composed.value == node.value)
    )


def _with_titles(node: MappingNode, widgets: set[Path]) -> MappingNode:
    """The tree in which the titles of these widgets are given a value that stands in."""
    return _with_widgets(
        node,
        widgets,
        lambda item: item.with_entries({**item.entries, **dict(_stand_ins(item, "", {"title"}))}),
    )


def _with_tables(node: MappingNode, widgets: set[Path]) -> MappingNode:
    """The tree in which these widgets, of which it is not known what is drawn how, are tables; their queries are checked."""
    return _with_widgets(node, widgets, _as_table)


def _with_meant_types(node: MappingNode, parameters: set[Path]) -> MappingNode:
    """The tree in which these parameters have the type that their own word for it surely means."""
    return _with_members(node, "parameters", parameters, _of_meant_type)


def _of_meant_type(item: MappingNode) -> MappingNode:
    entry = item.entries.get("type")
    if entry is None or not isinstance(entry.node.value, str):
        return item
    word, known = entry.node.value, get_args(ParameterType)
    meant = synonym(word, known) or certain(word, known)
    if meant is None:
        return item
    stand_in = ScalarNode(meant, item.source, entry.node.composed)
    return item.with_entries({**item.entries, "type": entry._replace(node=stand_in)})


def _with_unread_tables(node: MappingNode, paths: set[Path]) -> MappingNode:
    """The tree in which faulty columns, and tables that are faulty otherwise, are there by their names alone."""
    for path in sorted(paths, key=len, reverse=True):
        if len(path) >= 4 and path[2] == "columns":
            node = _with_changed(node, path[:4], _unread_column)
        elif len(path) == 2 or (path[2:3] and path[2] not in OPTIONAL_OF_TABLE):
            node = _with_changed(node, path[:2], _unread_table)
    return node


def _with_changed(node: MappingNode, path: Path, change: Callable[[Node], Node]) -> MappingNode:
    """The tree with what stands at this path of keys changed, where there is such a path."""
    entry = node.entries.get(str(path[0]))
    if entry is None:
        return node
    if len(path) == 1:
        found = change(entry.node)
    elif isinstance(entry.node, MappingNode):
        found = _with_changed(entry.node, path[1:], change)
    else:
        return node
    return node.with_entries({**node.entries, str(path[0]): entry._replace(node=found)})


def _unread_column(node: Node) -> Node:
    return ScalarNode(UNREAD, node.source, node.composed)


def _unread_table(node: Node) -> Node:
    """A table of which only the name is known: its one column is unread, by name and by type."""
    name = ScalarNode(UNREAD, node.source, node.composed)
    key = ScalarNode("columns", node.source, node.composed)
    nothing = MappingNode({}, node.source, _as_mapping(node.composed), {})
    columns = nothing.with_entries({UNREAD: Entry(name, name)})
    return nothing.with_entries({"columns": Entry(key, columns)})


def _as_mapping(composed: yaml.Node) -> yaml.MappingNode:
    return yaml.MappingNode("", [], composed.start_mark, composed.end_mark)


def _as_table(item: MappingNode) -> MappingNode:
    kind = item.entries.get("type")
    name = kind.key if kind is not None else ScalarNode("type", item.source, item.composed)
    composed = kind.node.composed if kind is not None else item.composed
    stand_in = ScalarNode("table" if "query" in item.entries else "text", item.source, composed)
    rest = {key: entry for key, entry in item.entries.items() if key != "encoding"}
    return item.with_entries({**rest, "type": Entry(name, stand_in)})


def _with_widgets(
    node: MappingNode, widgets: set[Path], change: Callable[[MappingNode], MappingNode]
) -> MappingNode:
    return _with_members(node, "widgets", widgets, change)


def _with_members(
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


def _stand_ins(node: MappingNode, kind: str, keys: set[str]) -> Iterator[tuple[str, Entry]]:
    values = {**STAND_INS, "kind": kind, "slug": _slug(node.source.name)}
    for key in sorted(keys & values.keys()):
        known = node.entries.get(key)
        name = known.key if known is not None else ScalarNode(key, node.source, node.composed)
        composed = known.node.composed if known is not None else node.composed
        yield key, Entry(name, ScalarNode(values[key], node.source, composed))


def _slug(path: str) -> str:
    """The slug that a file has by its place: a tenant's is its folder's name, another's its own."""
    folder, _, name = path.rpartition("/")
    written = folder.rpartition("/")[2] if name == "tenant.yaml" else name.removesuffix(".yaml")
    return re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-") or "unnamed"


def _prune(node: Node, paths: set[Path]) -> Node:
    if not paths:
        return node
    gone = {path[0] for path in paths if len(path) == 1}
    if isinstance(node, MappingNode):
        return node.with_entries(
            {
                key: entry._replace(node=_prune(entry.node, _below(paths, key)))
                for key, entry in node.entries.items()
                if key not in gone
            }
        )
    if isinstance(node, SequenceNode):
        items = enumerate(node.items)
        return node.with_items(tuple(_prune(item, _below(paths, i)) for i, item in items if i not in gone))
    return node


def _below(paths: set[Path], step: str | int) -> set[Path]:
    return {path[1:] for path in paths if len(path) > 1 and path[0] == step}
