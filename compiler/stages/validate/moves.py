"""`moved:` of a dashboard: every former name leads, by one step or several, to something that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.diagnostics.suggest import suggestion
from compiler.stages.validate.members import child, members, value_span
from compiler.yaml_source import MappingNode, SequenceNode
from compiler.yaml_source.mending import respelt
from schemas.resources import Dashboard


def present_name(name: str, moves: Mapping[str, str]) -> str | None:
    """Where a name leads in the end; None when it leads in a circle."""
    seen = set()
    while name in moves:
        if name in seen:
            return None
        seen.add(name)
        name = moves[name]
    return name


def broken_moves(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Moves of what is still there, to what is not there, or in a circle."""
    moved = child(node, "moved")
    there = {
        key: {model.id: at for model, at in members(node, key, getattr(dashboard, key))}
        for key in ("widgets", "parameters")
    }
    yield from _broken("widget", dashboard.moved.widgets, child(moved, "widgets"), there["widgets"])
    yield from _broken(
        "parameter", dashboard.moved.parameters, child(moved, "parameters"), there["parameters"]
    )
    yield from _broken_slugs(dashboard, moved)


def _broken(
    what: str, moves: Mapping[str, str], node: MappingNode, there: Mapping[str, MappingNode]
) -> Iterator[Diagnostic]:
    circles: set[str] = set()
    for old, new in moves.items():
        entry = node.entries[old]
        if old in there:
            message = f"`{old}` is still a {what}, so it has not moved"
            labels = (Label(value_span(there[old], "id"), "here"),)
            yield _fault(message, entry.key.span, "remove the entry, or the id that came back", labels)
        elif present_name(old, moves) is None:
            if old not in circles:
                circles |= _circle(old, moves)
                yield _fault(
                    f"the moves of `{old}` lead in a circle", entry.key.span, "end them at a present id"
                )
        elif new not in moves and new not in there:
            remedy = suggestion(new, there, otherwise=f"remove the entry if the {what} is gone")
            message = f"there is no {what} `{new}` to which `{old}` could have moved"
            yield _fault(message, entry.node.span, remedy, edit=respelt(entry.node, there))


def _circle(name: str, moves: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    while name in moves and name not in found:
        found.add(name)
        name = moves[name]
    return found


def _broken_slugs(dashboard: Dashboard, moved: MappingNode) -> Iterator[Diagnostic]:
    listed = moved.get("slugs")
    items = listed.items if isinstance(listed, SequenceNode) else ()
    for item in items:
        if item.value == dashboard.slug:
            yield _fault(
                f"`{dashboard.slug}` is the slug that the dashboard has", item.span, "remove it from `moved`"
            )


def _fault(
    message: str, span: Span, remedy: str | None, labels: tuple[Label, ...] = (), edit: Edit | None = None
) -> Diagnostic:
    return Diagnostic(structure.BROKEN_MOVE.id, message, span, labels=labels, help=remedy, edit=edit)
