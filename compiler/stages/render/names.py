"""The names that templates may speak of, and what is said of those that are not there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import StrictUndefined
from jinja2.utils import missing

from compiler.stages.render.faults import UndefinedName

TEMPLATE_NAMES = ("constants", "variables", "tenant")


class Values:
    """A mapping that templates read as `constants.name`. It has no methods that could hide a name."""

    __slots__ = ("_label", "_values")

    def __init__(self, label: str, values: Mapping[str, object]) -> None:
        self._label = label
        self._values = dict(values)

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __repr__(self) -> str:
        return f"`{self._label}`"

    @property
    def key(self) -> Hashable:
        """What it holds, to be compared; `1`, `1.0` and `True` are three values."""
        return tuple(sorted((name, type(value).__name__, value) for name, value in self._values.items()))

    def names(self) -> tuple[str, ...]:
        """The names that it has."""
        return tuple(sorted(self._values))


class StrictNames(StrictUndefined):
    """An undefined name that remembers what was asked of whom."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is UndefinedError:
            self._undefined_exception = partial(self._named, obj, str(name))  # type: ignore[assignment]

    @staticmethod
    def _named(obj: Any, name: str, hint: str) -> UndefinedName:
        """The error of a name that is not there, with the names that are."""
        if isinstance(obj, Values):
            return UndefinedName(f"{obj!r} has no `{name}`", name, obj.names())
        if "does not export" in hint:
            return UndefinedName(f"the macros file has no macro `{name}`", name, ())
        if "was not provided" in hint:
            return UndefinedName(f"the macro needs `{name}`, which its call does not give", name, ())
        return UndefinedName(f"`{name}` is not defined", name, TEMPLATE_NAMES if obj is missing else ())


def spoken_names(environment: Environment, text: str) -> frozenset[str]:
    """Those of TEMPLATE_NAMES that a template may read, itself or by handing them to a file that it imports."""
    try:
        tree = environment.parse(text)
        found = find_undeclared_variables(tree)
    except (TemplateSyntaxError, RecursionError):  # told when the text is rendered, the same for all
        return frozenset()
    imports: list[nodes.Import | nodes.FromImport | nodes.Include] = [
        *tree.find_all(nodes.Import),
        *tree.find_all(nodes.FromImport),
        *tree.find_all(nodes.Include),
    ]
    if any(statement.with_context for statement in imports):
        found |= set(TEMPLATE_NAMES)
    return frozenset(found) & frozenset(TEMPLATE_NAMES)
