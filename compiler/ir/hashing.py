"""Large frozen values that are looked up often."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any


class HashedOnce:
    """A frozen dataclass that reckons its hash once. It says `__hash__ = HashedOnce.__hash__`, lest `dataclass` make one.

    What is kept does not travel to another process: there the hash of a text is another number.
    """

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(self.__getstate__().values()))

    def __getstate__(self) -> dict[str, Any]:
        if not is_dataclass(self):
            raise TypeError("only a dataclass has fields")
        return {field.name: getattr(self, field.name) for field in fields(self)}
