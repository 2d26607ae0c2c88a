"""A faulty dashboard made fit to go on with: widgets and parameters that are meant to be of some kind, whatever is drawn."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from compiler.stages.validate.changed_trees import Path, with_changed, with_members, with_value, without
from compiler.stages.validate.synonyms import meant_word
from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from compiler.yaml_source.nodes import Entry
from schemas.resources.dashboard import ParameterType

TITLE = "?"
"""Stands for a title that is missing or faulty."""


def with_meant_parts(node: MappingNode, faulty: Collection[Path]) -> MappingNode:
    """The tree in which faulty titles have a stand-in, and parameters the type that is surely meant.

    Widgets of which it is not known what is drawn how are tables: their queries are checked.
    """
    listed = with_changed(node, ("widgets",), _as_list) if ("widgets",) in faulty else node
    queried = with_members(
        listed, "widgets", _of(faulty, "widgets", "sql") | _of(faulty, "widgets", "query"), _with_query
    )
    titled = with_members(
        queried, "widgets", _of(faulty, "widgets", "title"), lambda item: with_value(item, "title", TITLE)
    )
    drawn = _of(faulty, "widgets", "type") | _of(faulty, "widgets", "encoding")
    tabled = with_members(titled, "widgets", drawn, _as_table)
    return with_members(tabled, "parameters", _of(faulty, "parameters", "type"), _of_meant_type)


def _of(faulty: Collection[Path], members: str, key: str) -> set[Path]:
    """The members of a list that have a fault at or below one of their keys."""
    return {path[:2] for path in faulty if path[:1] == (members,) and path[2:3] == (key,)}


def _as_table(item: MappingNode) -> MappingNode:
    return with_value(without(item, "encoding"), "type", "table" if "query" in item.entries else "text")


def _of_meant_type(item: MappingNode) -> MappingNode:
    meant = meant_word(item.value.get("type"), get_args(ParameterType))
    return with_value(item, "type", meant) if meant is not None else item


def _as_list(node: Node) -> Node:
    """Widgets that stand under their ids, as the list that they should be."""
    if not isinstance(node, MappingNode):
        return node
    members = [(key, entry.node) for key, entry in node.entries.items()]
    items = tuple(with_value(item, "id", key) for key, item in members if isinstance(item, MappingNode))
    return SequenceNode([], node.source, node.composed, ()).with_items(items)


def _with_query(item: MappingNode) -> MappingNode:
    """The widget with the text that stands as its `sql` or its `query` where its query should be."""
    written = item.entries.get("query", item.entries.get("sql"))
    if written is None or not isinstance(written.node.value, str):
        return item
    key = ScalarNode("sql", item.source, written.key.composed)
    nothing = MappingNode({}, item.source, item.composed, {})
    query = written._replace(node=nothing.with_entries({"sql": Entry(key, written.node)}))
    rest = without(item, "sql")
    return rest.with_entries({**rest.entries, "query": query})
