"""A tree of nodes as a pydantic model; where parts are faulty, a model of the rest.

Going on with the rest is what lets one run report the faults of a query in one widget and a misspelt key in
another. Left out are unknown keys and faulty members of the lists in `EXPENDABLE`; any other fault leaves no model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.stages.validate.errors import diagnostics_of, real_path
from compiler.yaml_source import MappingNode, Node, SequenceNode
from schemas.resources import Resource

M = TypeVar("M", bound=Resource)
Path = tuple[str | int, ...]

EXPENDABLE = frozenset({"widgets", "tests", "add"})
"""Lists at the top of a file of which the other members make sense without the faulty one."""


@dataclass(frozen=True)
class Modelled(Generic[M]):
    """The model, the tree that it was made of (without what was left out), and the faults."""

    model: M | None
    node: MappingNode
    faults: tuple[Diagnostic, ...] = ()


def model_of(kind: type[M], node: MappingNode) -> Modelled[M]:
    """The model of a tree, or of what can be used of it."""
    try:
        return Modelled(kind.model_validate(node.value), node)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    faults = diagnostics_of(kind, node, details)
    rest = _without(node, {_to_leave_out(node, detail) for detail in details})
    try:
        return Modelled(kind.model_validate(rest.value), rest, faults)
    except ValidationError:
        return Modelled(None, node, faults)


def _to_leave_out(node: MappingNode, detail: ErrorDetails) -> Path:
    path = real_path(node, detail["loc"])
    if detail["type"] == "extra_forbidden":
        return path
    if len(path) >= 2 and path[0] in EXPENDABLE and isinstance(path[1], int):
        return path[:2]
    return ()


def _without(node: MappingNode, paths: set[Path]) -> MappingNode:
    """The tree without the nodes at these paths; the empty path leaves out nothing."""
    result = _prune(node, {path for path in paths if path})
    if not isinstance(result, MappingNode):
        raise TypeError("a mapping without some of its parts is a mapping")
    return result


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
