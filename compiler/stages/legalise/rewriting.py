"""The two kinds of rewrites, and how a function is declared to be one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from compiler.stages.legalise.context import Context

Expression = Callable[[Any, Context], exp.Expr]
Whole = Callable[[Any, Context], bool]


@dataclass(frozen=True)
class ExpressionRewrite:
    """One node to the node that stands for it; its children are T-SQL already. May raise `Refusal`."""

    apply: Expression
    classes: tuple[type[exp.Expr], ...]

    @property
    def name(self) -> str:
        """Verb and construct."""
        return str(self.apply.__name__)


@dataclass(frozen=True)
class QueryRewrite:
    """Changes the query around a node in place, in the author's terms still; says whether it did. May raise `Refusal`."""

    apply: Whole
    classes: tuple[type[exp.Expr], ...]

    @property
    def name(self) -> str:
        """Verb and construct."""
        return str(self.apply.__name__)


def of_expression(*classes: type[exp.Expr]) -> Callable[[Expression], ExpressionRewrite]:
    """Declare a rewrite of expressions of these classes."""
    return lambda apply: ExpressionRewrite(apply, classes)


def of_query(*classes: type[exp.Expr]) -> Callable[[Whole], QueryRewrite]:
    """Declare a rewrite of whole queries, found by a node of these classes."""
    return lambda apply: QueryRewrite(apply, classes)
