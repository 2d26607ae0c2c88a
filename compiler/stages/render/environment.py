"""Jinja as authors may use it: sandboxed, strict about names, deterministic, bounded in time and size.

There is no clock, no randomness and no environment in it; filters and methods are those of the lists below. Each
loop turn and each call takes a step of the budget, each text that is made is measured before it is joined, so
that no template can hold up a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound, nodes, pass_environment
from jinja2.environment import Environment, TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from compiler.stages.render.bounds import bounded_filter, join, measured, printable, replace, small_power
from compiler.stages.render.faults import Exceeded
from compiler.stages.render.names import StrictNames
from compiler.yaml_source import Source

MAX_STEPS = 20_000

FILTERS = (
    "abs", "count", "d", "default", "first", "int", "last", "length", "list", "map", "max", "min", "reject",
    "rejectattr", "reverse", "round", "select", "selectattr", "sort", "sum", "unique",
)  # fmt: skip
TEXT_FILTERS = ("capitalize", "lower", "string", "title", "trim", "upper")
"""Filters that make a text of any value. A text of a function would hold its address, which no two runs share."""
TEXT_METHODS = frozenset({"upper", "lower", "strip", "lstrip", "rstrip", "startswith", "endswith", "split"})


class _Macros(BaseLoader):
    """The shared macro files, by their name below `_shared/macros/`."""

    def __init__(self, macros: Mapping[str, Source]) -> None:
        self.macros = macros

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        source = self.macros.get(template)
        if source is None:
            raise TemplateNotFound(template)
        return source.text, source.name, lambda: True

    def list_templates(self) -> list[str]:
        return sorted(self.macros)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """The environment of one compilation; `restart` gives each rendering a budget of its own."""

    intercepted_binops = frozenset(("+", "-", "*", "%", "**", "//"))

    def __init__(self, macros: Mapping[str, Source]) -> None:
        super().__init__(
            undefined=StrictNames,
            loader=_Macros(macros),
            keep_trailing_newline=True,
            cache_size=-1,
            finalize=printable,
        )
        self.globals = {"range": self._range}
        self.filters = {name: bounded_filter(JINJA_FILTERS[name]) for name in FILTERS}
        self.filters |= {name: bounded_filter(JINJA_FILTERS[name], printable) for name in TEXT_FILTERS}
        self.filters |= {"replace": replace, "join": _joined, _COUNTED: _counted}
        self.concat = self._concat  # type: ignore[method-assign]
        self.steps = 0

    def restart(self) -> None:
        """Gives the next rendering the whole budget."""
        self.steps = 0

    def step(self) -> None:
        """Takes one step. Raises Exceeded when the budget is spent."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Exceeded(f"the template takes more than {MAX_STEPS:,} steps")

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Bounding().visit(super()._parse(source, name, filename))
        return tree

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Calls a macro or function of a template, at the price of a step."""
        self.step()
        return measured(super().call(context, obj, *args, **kwargs))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute: of a loop, of imported macros, and a few methods of texts."""
        if isinstance(obj, str):
            return attr in TEXT_METHODS
        return isinstance(obj, (LoopContext, TemplateModule)) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckons, as long as no text is repeated or formatted and no number grows beyond MAX_NUMBER."""
        self.step()
        if operator == "*" and any(isinstance(side, (str, list, tuple)) for side in (left, right)):
            raise SecurityError("a template may not repeat texts or lists with `*`")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("a template may not format texts with `%`; use `~`")
        if operator == "**" and not small_power(left, right):
            raise Exceeded("the template raises a number to too high a power")
        return measured(super().call_binop(context, operator, left, right))

    @staticmethod
    def _concat(pieces: Iterable[str]) -> str:
        return join(pieces)

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > MAX_STEPS:
            raise Exceeded(f"the template counts to more than {MAX_STEPS:,}")
        return numbers

    def wrap_str_format(self, value: Any) -> None:
        """Leaves `str.format` to `is_safe_attribute`, which refuses it: a width makes a text of any size."""


_COUNTED = "steps of a loop"
"""The name of a filter that no author can write, put into the tree by `_Bounding`."""


class _Bounding(NodeTransformer):
    """Puts the counting of steps around each loop's values, and the measuring of size in place of `~`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # the name that the visitor looks for
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, _COUNTED, [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        pieces = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(pieces, "join", [], [], None, None, lineno=node.lineno)


@pass_environment
def _counted(environment: BoundedEnvironment, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        environment.step()
        yield value


@pass_environment
def _joined(environment: BoundedEnvironment, values: Iterable[Any], separator: str = "") -> str:
    environment.step()
    pieces = [str(printable(value)) for value in values]
    return join(
        piece for index, value in enumerate(pieces) for piece in ((separator, value) if index else (value,))
    )
