"""The rule of a function: what it takes, what it gives, when NULL comes out, which dialects have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlglot import exp

from compiler.ir.query import SourceDialect
from compiler.types.common import UNKNOWN
from compiler.types.families import Family

Result = exp.DataType | Callable[[list[exp.DataType], bool], exp.DataType]
"""A type, or a function of the arguments' types and whether the dialect is PostgreSQL's."""
Nullability = Literal["arguments", "always", "never", "all"]


@dataclass(frozen=True)
class Rule:
    """`takes`: families that the first argument may be of. `adapts`: types for untyped arguments by their place.

    `needs`: arguments that sqlglot lets be missing, and the dialects do not.
    """

    result: Result
    nulls: Nullability = "arguments"
    takes: frozenset[Family] | None = None
    adapts: Mapping[str, exp.DataType] = field(default_factory=dict)
    dialects: frozenset[SourceDialect] | None = None
    needs: tuple[str, ...] = ()

    def is_of(self, dialect: SourceDialect) -> bool:
        """Whether the dialect has the function."""
        return self.dialects is None or dialect in self.dialects

    def nullable(self, nullables: list[bool]) -> bool:
        """Whether NULL can come out."""
        if self.nulls == "arguments":
            return any(nullables)
        if self.nulls == "all":
            return all(nullables)
        return self.nulls == "always"


def first(types: list[exp.DataType], postgres: bool) -> exp.DataType:
    """The type of the first argument."""
    return types[0] if types else UNKNOWN
