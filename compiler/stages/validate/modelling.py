"""A tree of nodes as a pydantic model; where parts are faulty, a model of the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.stages.validate.errors import diagnostics_of
from compiler.stages.validate.locations import real_path
from compiler.stages.validate.meant_keys import meant_keys, moved
from compiler.stages.validate.repair import repaired
from compiler.stages.validate.unindented_keys import is_told_with_another
from compiler.yaml_source import MappingNode
from schemas.resources import Resource

M = TypeVar("M", bound=Resource)

MAX_FAULTS = 1_000
"""Of one file; beyond it the rest is counted. Each is mended by hand, and looked for at a price."""


@dataclass(frozen=True)
class Modelled(Generic[M]):
    """The model, the tree that it was made of (repaired, where there are faults), and the faults."""

    model: M | None
    node: MappingNode
    faults: tuple[Diagnostic, ...] = ()


def model_of(kind: type[M], node: MappingNode) -> Modelled[M]:
    """The model of a tree, or of what can be used of it."""
    try:
        return Modelled(kind.model_validate(node.value), node)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    if len(details) > MAX_FAULTS:
        return _beyond_measure(kind, node, details)
    if meant := meant_keys(kind, node, details):
        written = {key.written for key in meant if not is_told_with_another(kind, node, key.written)}
        told = diagnostics_of(kind, node, [d for d in details if real_path(node, d["loc"]) in written])
        rest = model_of(kind, moved(node, meant))
        return Modelled(rest.model, rest.node, (*told, *rest.faults))
    return _repaired_model(kind, node, details)


def _beyond_measure(kind: type[M], node: MappingNode, details: list[ErrorDetails]) -> Modelled[M]:
    """A file that is not what it should be at all: its first faults, and how many more there are."""
    *told, last = diagnostics_of(kind, node, details[:MAX_FAULTS])
    more = f"and {len(details) - MAX_FAULTS:,} more faults in this file, which are told once these are mended"
    return Modelled(None, node, (*told, replace(last, notes=(*last.notes, more))))


def _repaired_model(kind: type[M], node: MappingNode, details: list[ErrorDetails]) -> Modelled[M]:
    faults = diagnostics_of(kind, node, details)
    rest = repaired(node, kind.__name__.lower(), details)
    try:
        return Modelled(kind.model_validate(rest.value), rest, faults)
    except ValidationError:
        return Modelled(None, node, faults)
