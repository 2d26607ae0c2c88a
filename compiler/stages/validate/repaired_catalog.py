"""A faulty catalog made fit to go on with: columns and tables that cannot be read are there by their names alone."""

from __future__ import annotations

from collections.abc import Collection

import yaml

from compiler.stages.validate.changed_trees import Path, with_changed
from compiler.yaml_source import MappingNode, Node, ScalarNode
from compiler.yaml_source.nodes import Entry

OPTIONAL_OF_TABLE = frozenset({"primary_key", "description", "tags"})

UNREAD = "?"
"""The type of a column of which a catalog cannot be read; also the name of it in a table that cannot be read at all."""


def with_unread_tables(node: MappingNode, faulty: Collection[Path]) -> MappingNode:
    """The tree in which faulty columns, and tables that are faulty otherwise, are there by their names alone."""
    for path in sorted((path for path in faulty if path[:1] == ("tables",)), key=len, reverse=True):
        if len(path) >= 4 and path[2] == "columns":
            node = with_changed(node, path[:4], _unread_column)
        elif len(path) == 2 or (path[2:3] and path[2] not in OPTIONAL_OF_TABLE):
            node = with_changed(node, path[:2], _unread_table)
    return node


def is_rest_of_type(key: str) -> bool:
    """Whether a key is what a comma in braces left of a column's type, as `2) not null` of `decimal(10,2) not null`."""
    return ")" in key and "(" not in key


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
