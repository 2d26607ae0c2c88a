"""The printer: node class to text, by table. `queries`, `sources`, `predicates` and `values` fill the table.

Every identifier is printed in brackets and parentheses come from precedence alone, so `exp.Paren` is not part of the core.
The tree is never changed. Depth: one Python frame pair a level; long chains of one operator are printed in a loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from sqlglot import exp

from compiler.ir.query import Version
from compiler.tsql import capabilities
from compiler.tsql.unsaid import said


class Unprintable(Exception):
    """A node that is not part of the T-SQL core, or a name that the target does not have."""

    def __init__(self, node: exp.Expr, what: str, instead: str | None = None) -> None:
        super().__init__(what)
        self.node = node
        self.what = what
        self.instead = instead


class Printer:
    """Text for the nodes of one statement, for one version of SQL Server."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def sql(self, node: exp.Expr) -> str:
        """The text of a node. Raises `Unprintable`."""
        rule = RULES.get(type(node))
        if rule is None:
            raise Unprintable(node, *said(node))
        known = ARGUMENTS[type(node)]
        for name, value in node.args.items():
            if value and name not in known:
                raise Unprintable(node, f"{name.strip('_').upper()} of {type(node).__name__.upper()}")
        return rule(self, node)

    def list(self, nodes: Iterable[exp.Expr]) -> str:
        """The texts of nodes, with commas between."""
        return ", ".join(self.sql(node) for node in nodes)

    def operand(self, node: exp.Expr, level: int) -> str:
        """The text of a node, in parentheses if it binds less than `level`."""
        text = self.sql(node)
        return text if PRECEDENCE.get(type(node), ATOM) >= level else f"({text})"

    def identifier(self, node: exp.Expr | str) -> str:
        """A name in brackets; a closing bracket is doubled."""
        name = node if isinstance(node, str) else node.name
        if not name or len(name) > capabilities.MAX_IDENTIFIER:
            culprit = node if isinstance(node, exp.Expr) else exp.to_identifier(node)
            raise Unprintable(
                culprit, f"the name {name[:20]!r}, which is empty or longer than 128 characters"
            )
        return f"[{name.replace(']', ']]')}]"


Rule = Callable[[Printer, exp.Expr], str]
Node = TypeVar("Node", bound=exp.Expr)

RULES: dict[type[exp.Expr], Rule] = {}
ARGUMENTS: dict[type[exp.Expr], frozenset[str]] = {}
"""The arguments of a node that its rule reads, or that say nothing in T-SQL; any other makes it unprintable."""
USUAL: Final = frozenset({"this", "expression", "expressions"})

# How tightly a node binds; https://learn.microsoft.com/sql/t-sql/language-elements/operator-precedence-transact-sql
OR, AND, NOT, PREDICATE, BITWISE, ADDITIVE, MULTIPLICATIVE, POSTFIX, ATOM = range(9)
PRECEDENCE: Final[dict[type[exp.Expr], int]] = {
    exp.Or: OR,
    exp.And: AND,
    exp.Not: NOT,
    exp.EQ: PREDICATE,
    exp.NEQ: PREDICATE,
    exp.LT: PREDICATE,
    exp.LTE: PREDICATE,
    exp.GT: PREDICATE,
    exp.GTE: PREDICATE,
    exp.Is: PREDICATE,
    exp.In: PREDICATE,
    exp.Like: PREDICATE,
    exp.Escape: PREDICATE,
    exp.Between: PREDICATE,
    exp.NullSafeEQ: PREDICATE,
    exp.NullSafeNEQ: PREDICATE,
    exp.Add: ADDITIVE,
    exp.Sub: ADDITIVE,
    exp.BitwiseAnd: BITWISE,
    exp.BitwiseOr: BITWISE,
    exp.BitwiseXor: BITWISE,
    exp.Neg: ADDITIVE,
    exp.Mul: MULTIPLICATIVE,
    exp.Div: MULTIPLICATIVE,
    exp.Mod: MULTIPLICATIVE,
    exp.Collate: POSTFIX,
    exp.AtTimeZone: POSTFIX,
}


def prints(
    *classes: type[Node], also: str = ""
) -> Callable[[Callable[[Printer, Node], str]], Callable[[Printer, Node], str]]:
    """Enter a rule for node classes into the table; `also` names what it reads beside the usual arguments."""

    def enter(rule: Callable[[Printer, Node], str]) -> Callable[[Printer, Node], str]:
        for each in classes:
            ARGUMENTS[each] = USUAL | frozenset(also.split())
            RULES[each] = rule  # type: ignore[assignment]  # the table looks up by the very class that the rule takes
        return rule

    return enter


def print_statement(tree: exp.Expr, version: Version) -> str:
    """The T-SQL of a query of the core. Raises `Unprintable` for any other node or name."""
    return Printer(version).sql(tree)
