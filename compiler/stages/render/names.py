"""The names that templates may speak of, and what is said of those that are not there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from jinja2.exceptions import TemplateRuntimeError, UndefinedError
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
        return UndefinedName(f"`{name}` is not defined", name, TEMPLATE_NAMES if obj is missing else ())
