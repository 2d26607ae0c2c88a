"""The two kinds of rewrites, and how a function is declared to be one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlglot import exp

from compiler.stages.legalise.context import Context

# What every rewrite reads; and flags of the parser that say how something was spelled or typed, not what it means.
USUAL: Final = frozenset({"this", "expression", "expressions"})
WITHOUT_MEANING: Final = frozenset(
    {
        "big_int",
        "typed",
        "safe",
        "coalesce",
        "only_json_types",
        "over",
        "ignore_nulls",
        "date_part_boundary",
        "fraction_in_string",
        "nested",
    }
)
Expression = Callable[[Any, Context], exp.Expr]
Whole = Callable[[Any, Context], bool]


@dataclass(frozen=True)
class ExpressionRewrite:
    """One node to the node that stands for it; its children are T-SQL already. May raise `Refusal`."""

    apply: Expression
    classes: tuple[type[exp.Expr], ...]
    arguments: frozenset[str]

    @property
    def name(self) -> str:
        """Verb and construct."""
        return str(self.apply.__name__)

    def unread(self, node: exp.Expr) -> str | None:
        """An argument of the node that the rewrite does not read, and which would be lost."""
        return next((name for name, value in node.args.items() if value and name not in self.arguments), None)


@dataclass(frozen=True)
class QueryRewrite:
    """Changes the query around a node in place, in the author's terms still; says whether it did. May raise `Refusal`."""

    apply: Whole
    classes: tuple[type[exp.Expr], ...]

    @property
    def name(self) -> str:
        """Verb and construct."""
        return str(self.apply.__name__)


def of_expression(*classes: type[exp.Expr], reads: str = "") -> Callable[[Expression], ExpressionRewrite]:
    """Declare a rewrite of expressions of these classes; `reads` names what it reads beside the usual arguments."""
    arguments = USUAL | WITHOUT_MEANING | frozenset(reads.split())
    return lambda apply: ExpressionRewrite(apply, classes, arguments)


def of_query(*classes: type[exp.Expr]) -> Callable[[Whole], QueryRewrite]:
    """Declare a rewrite of whole queries, found by a node of these classes."""
    return lambda apply: QueryRewrite(apply, classes)
