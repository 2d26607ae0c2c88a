"""What every rewrite is told, and how it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from sqlglot import exp

from compiler.diagnostics.codes import translation
from compiler.ir.query import SourceDialect, Version
from compiler.tsql import capabilities
from schemas.codes import Code
from schemas.resources.base import TextComparison

MAX_COPIED_NODES: Final = (
    20_000  # by then a statement is far beyond what SQL Server compiles in reasonable time
)
_INTERNAL_NAME: Final = re.compile(r"dw_\w+_(\d+)$")


class Refusal(Exception):
    """A construct that has no faithful form: what it is, where, and what to write instead."""

    def __init__(self, code: Code, node: exp.Expr, message: str, help_: str | None = None) -> None:
        super().__init__(message)
        self.code, self.node, self.message, self.help = code, node, message, help_


def unsupported(node: exp.Expr, what: str, instead: str | None = None) -> Refusal:
    """A refusal of a function."""
    return Refusal(translation.UNSUPPORTED_FUNCTION, node, f"{what} has no faithful T-SQL form", instead)


def no_form(node: exp.Expr, what: str, instead: str | None = None) -> Refusal:
    """A refusal of a construct."""
    return Refusal(translation.UNSUPPORTED_CONSTRUCT, node, f"{what} has no faithful T-SQL form", instead)


def differs(node: exp.Expr, message: str, instead: str | None = None) -> Refusal:
    """A refusal because the nearest T-SQL has another meaning."""
    return Refusal(translation.MEANING_DIFFERS, node, message, instead)


def type_needed(node: exp.Expr, what: str) -> Refusal:
    """A refusal because a type decides and is not known."""
    return Refusal(
        translation.TYPE_NEEDED,
        node,
        f"the type of {what} decides and is not known",
        "add a CAST that states the type",
    )


def no_value(node: exp.Expr, what: str, instead: str | None = None) -> Refusal:
    """A refusal of a value of a type that SQL Server does not have."""
    return Refusal(translation.NO_SUCH_VALUE, node, f"SQL Server cannot hold {what}", instead)


def needs(node: exp.Expr, what: str, since: Version, instead: str | None = None) -> Refusal:
    """A refusal because the target is too old."""
    return Refusal(translation.NEEDS_NEWER_SERVER, node, f"{what} needs SQL Server {since}", instead)


@dataclass
class Context:
    """One translation: the author's dialect, the target, the query's text, and the names already taken."""

    dialect: SourceDialect
    version: Version
    text: str
    timezone: str = "UTC"
    text_comparison: TextComparison = "database"
    hoisted: list[exp.CTE] = field(default_factory=list)
    recursion: bool = False
    _numbers: dict[str, int] = field(default_factory=dict)
    _copied: int = 0
    _columns: dict[str, list[exp.Column]] | None = None

    def has(self, since: Version) -> bool:
        """Whether the target is `since` or newer."""
        return capabilities.has(self.version, since)

    @property
    def is_postgres(self) -> bool:
        """Whether the author writes PostgreSQL's dialect; DuckDB's otherwise."""
        return self.dialect == "postgres"

    def fresh(self, stem: str) -> str:
        """A name that no author's query of good taste uses: `dw_stem_1`."""
        number = self._numbers.get(stem, 0) + 1
        self._numbers[stem] = number
        return f"dw_{stem}_{number}"

    def columns_named(self, name: str, near: exp.Expr) -> list[exp.Column]:
        """The columns of a name in the whole query that a node stands in, as the author wrote them; collected once."""
        if self._columns is None:
            self._columns = {}
            for column in near.root().find_all(exp.Column):
                self._columns.setdefault(column.name, []).append(column)
        return self._columns.get(name, [])

    def copy(self, node: exp.Expr) -> exp.Expr:
        """A copy of an expression that must be evaluated at two places. Raises `Refusal` when copies pile up.

        A query as part of the expression may be copied: T-SQL evaluates it twice, on the same snapshot.
        """
        self._copied += sum(1 for _ in islice(node.walk(), MAX_COPIED_NODES + 1))
        if self._copied > MAX_COPIED_NODES:
            raise Refusal(
                translation.GROWS_TOO_LARGE,
                node,
                "the query grows too large in T-SQL, where parts of this expression must be repeated",
                "compute the inner expression in a derived table and name it",
            )
        return node.copy()

    @property
    def is_exhausted(self) -> bool:
        """Whether copies have piled up, so that to go on would only say so again."""
        return self._copied > MAX_COPIED_NODES
