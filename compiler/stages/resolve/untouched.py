"""What is said of an overlay's line that touches nothing."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.yaml_source import MappingNode, Node, ScalarNode
from compiler.yaml_source.mending import respelt


def id_of(item: Node) -> str:
    """The id of a widget or parameter."""
    return str(item.value.get("id")) if isinstance(item, MappingNode) else ""


def gone(what: str, key: ScalarNode, known: Iterable[str], changed: Iterable[str]) -> Diagnostic:
    """It is for something that the dashboard, or the layer below, does not have."""
    return Diagnostic(
        references.OVERLAY_OF_SOMETHING_GONE.id,
        f"the dashboard has no {what} `{key.value}` to change",
        key.span,
        help=suggestion(str(key.value), known) or "remove this change",
        edit=respelt(key, set(known) - set(changed)),
    )


def changes_nothing(key: ScalarNode, reason: str) -> Diagnostic:
    """It says what holds without it, and would hide a later change of the dashboard."""
    message = f"this changes nothing: {reason}"
    return Diagnostic(
        references.OVERLAY_CHANGES_NOTHING.id, message, key.span, help="remove it, or say what shall change"
    )
