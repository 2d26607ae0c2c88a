"""Rendered widgets that tenants share: those whose templates speak of nothing in which the tenants differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.rendered import RenderedWidget
from compiler.stages.render.names import Values
from compiler.stages.render.templates import Names, Templates, is_template
from compiler.yaml_source import MappingNode
from compiler.yaml_source.nodes import scalars
from schemas.resources.widget import Widget

Outcome = tuple[RenderedWidget, tuple[Diagnostic, ...]]


class SharedWidgets:
    """Widgets by their node and the values that their templates speak of, each rendered once in a run."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._spoken: dict[int, frozenset[str]] = {}
        self._outcomes: dict[Hashable, Outcome] = {}

    def outcome(
        self, widget: Widget, node: MappingNode, names: Names, render: Callable[[], Outcome]
    ) -> Outcome:
        """What `render` makes of a widget, or made of it for another tenant."""
        spoken = self._spoken.get(id(node))
        if spoken is None:
            spoken = self._spoken[id(node)] = self._spoken_of(node)
        key = id(widget), id(node), _values(names, spoken)
        if key not in self._outcomes:
            self._outcomes[key] = render()  # which holds widget and node, so that their ids stay theirs
        return self._outcomes[key]

    def _spoken_of(self, node: MappingNode) -> frozenset[str]:
        texts = {str(scalar.value) for scalar in scalars(node)}
        return frozenset().union(*(self._templates.speaks_of(text) for text in texts if is_template(text)))


def _values(names: Mapping[str, Values], spoken: frozenset[str]) -> Hashable:
    return tuple((name, names[name].key) for name in sorted(spoken))
