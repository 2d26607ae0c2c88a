"""Ids that stand twice in a dashboard, and parameters whose names in SQL would be the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Label
from compiler.stages.validate.members import members, value_span
from compiler.yaml_source import MappingNode
from schemas.resources import Dashboard
from schemas.resources.dashboard import Parameter

RESERVED = {"now": "the moment of the view", "viewer": "the signed-in viewer's claims"}


def repeated_ids(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Two widgets or two parameters of one id; a parameter with a name that the language keeps for itself."""
    widgets = list(members(node, "widgets", dashboard.widgets))
    yield from _repeated("widget", ((widget.id, at) for widget, at in widgets))
    parameters = list(members(node, "parameters", dashboard.parameters))
    yield from _repeated("parameter", ((name, at) for p, at in parameters for name in _names(p)))
    for parameter, at in parameters:
        if parameter.id in RESERVED:
            message = (
                f"`:{parameter.id}` stands for {RESERVED[parameter.id]}; a parameter may not be called so"
            )
            yield Diagnostic(
                structure.DUPLICATE_ID.id, message, value_span(at, "id"), help="choose another id"
            )


def _names(parameter: Parameter) -> list[str]:
    """The id, and the names of a range's two ends in the emitted SQL."""
    ends = [f"{parameter.id}_start", f"{parameter.id}_end"] if parameter.type == "date_range" else []
    return [parameter.id, *ends]


def _repeated(what: str, ids: Iterable[tuple[str, MappingNode]]) -> Iterator[Diagnostic]:
    """Places are reckoned for what is told alone: ids are many, and repeated ones few."""
    seen: dict[str, MappingNode] = {}
    for name, node in ids:
        if name not in seen:
            seen[name] = node
            continue
        yield Diagnostic(
            structure.DUPLICATE_ID.id,
            f"two {what}s are called `{name}`",
            value_span(node, "id"),
            labels=(Label(value_span(seen[name], "id"), "the first one"),),
            help="give one of them another id",
        )
