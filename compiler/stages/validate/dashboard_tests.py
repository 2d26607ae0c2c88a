"""Tests that a dashboard carries: what they speak of is there. Whether they pass, `dashwright test` tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Label
from compiler.diagnostics.suggest import suggestion
from compiler.stages.validate.members import child, members, value_span
from compiler.yaml_source import MappingNode, ScalarNode
from compiler.yaml_source.mending import respelt
from schemas.resources import Dashboard


def broken_tests(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Tests that expect rows of no widget, set no parameter, or share a name."""
    shown = {widget.id for widget in dashboard.widgets if widget.query is not None}
    parameters = {parameter.id for parameter in dashboard.parameters}
    names: dict[str, MappingNode] = {}
    for test, at in members(node, "tests", dashboard.tests):
        yield from _unknown(child(at, "expect"), "widget with a query", shown)
        yield from _unknown(child(at, "parameters"), "parameter", parameters)
        first = names.setdefault(test.name, at)
        if first is not at:
            yield Diagnostic(
                structure.DUPLICATE_ID.id,
                f"two tests are called `{test.name}`",
                value_span(at, "name"),
                labels=(Label(value_span(first, "name"), "the first one"),),
                help="give one of them another name",
            )


def _unknown(named: MappingNode, what: str, known: Iterable[str]) -> Iterator[Diagnostic]:
    known = sorted(known)
    for name, entry in named.entries.items():
        if name not in known:
            yield _not_there(what, entry.key, known)


def _not_there(what: str, key: ScalarNode, known: list[str]) -> Diagnostic:
    message = f"the dashboard has no {what} `{key.value}`"
    remedy = suggestion(str(key.value), known, otherwise="remove it from the test")
    return Diagnostic(structure.TEST_OF_NOTHING.id, message, key.span, help=remedy, edit=respelt(key, known))
