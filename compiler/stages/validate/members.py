"""The members of a dashboard's lists, each model with the node that it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from compiler.diagnostics.diagnostic import Span
from compiler.yaml_source import MappingNode, SequenceNode
from schemas.resources.base import Part

P = TypeVar("P", bound=Part)


def members(node: MappingNode, key: str, models: list[P]) -> Iterator[tuple[P, MappingNode]]:
    """The models of the list under `key` with their nodes, in order."""
    found = node.get(key)
    items = found.items if isinstance(found, SequenceNode) else ()
    for model, item in zip(models, items, strict=True):
        if isinstance(item, MappingNode):
            yield model, item


def child(node: MappingNode, key: str) -> MappingNode:
    """The mapping under `key`; an empty one at the node's own place when it has none."""
    found = node.get(key)
    return found if isinstance(found, MappingNode) else node.with_entries({})


def value_span(node: MappingNode, key: str) -> Span:
    """The place of what stands under `key`; that of the node's first key when there is nothing."""
    found = node.get(key)
    return found.span if found is not None else first_key(node)


def first_key(node: MappingNode) -> Span:
    """Where a mapping is shown as a whole."""
    return node.key_span(next(iter(node.entries), ""))
