"""Conditions: what T-SQL takes in WHERE, ON, HAVING and CASE WHEN, and nowhere else."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.tsql import capabilities
from compiler.tsql.printer.core import ADDITIVE, NOT, PRECEDENCE, Printer, Unprintable, prints
from compiler.tsql.printer.queries import unwrapped

COMPARISONS: Final[dict[type[exp.Expr], str]] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.Like: "LIKE",
}
CONNECTORS: Final[dict[type[exp.Expr], str]] = {exp.And: " AND ", exp.Or: " OR "}


@prints(exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Like)
def comparison(printer: Printer, node: exp.Binary) -> str:
    """`a = b`."""
    left, right = printer.operand(node.this, ADDITIVE), printer.operand(node.expression, ADDITIVE)
    return f"{left} {COMPARISONS[type(node)]} {right}"


@prints(exp.RegexpLike)
def regular_expression(printer: Printer, node: exp.RegexpLike) -> str:
    """`REGEXP_LIKE(a, N'pattern', N'c')`: a condition; `c` for case-sensitive, whatever the collation."""
    if not capabilities.has_syntax(printer.version, "REGEXP_LIKE"):
        raise Unprintable(node, "REGEXP_LIKE")
    return f"REGEXP_LIKE({printer.sql(node.this)}, {printer.sql(node.expression)}, N'c')"


@prints(exp.Any, exp.All)
def quantified(printer: Printer, node: exp.SubqueryPredicate) -> str:
    """`ANY (SELECT ...)`, the right side of a comparison."""
    query = unwrapped(node.this)
    if not isinstance(query, exp.Query):
        raise Unprintable(node, "ANY or ALL of what is no query")
    return f"{type(node).__name__.upper()} ({printer.sql(query)})"


@prints(exp.Escape)
def escape(printer: Printer, node: exp.Escape) -> str:
    r"""`a LIKE b ESCAPE N'\\'`."""
    return f"{printer.sql(node.this)} ESCAPE {printer.sql(node.expression)}"


@prints(exp.And, exp.Or)
def connector(printer: Printer, node: exp.Connector) -> str:
    """`a AND b AND c`; a left-deep chain in one loop."""
    kind, level = type(node), PRECEDENCE[type(node)]
    tail: list[str] = []
    at: exp.Expr = node
    while type(at) is kind:
        tail.append(printer.operand(at.args["expression"], level + 1))
        at = at.this
    tail.append(printer.operand(at, level))
    return CONNECTORS[kind].join(reversed(tail))


@prints(exp.Not)
def negation(printer: Printer, node: exp.Not) -> str:
    """`NOT a`; `a IS NOT NULL`, `a NOT IN (...)` and `a NOT LIKE b` in the usual spelling."""
    inner = node.this
    if isinstance(inner, exp.Is):
        return _is(printer, inner, "IS NOT")
    if isinstance(inner, exp.In):
        return _in(printer, inner, "NOT IN")
    return f"NOT {printer.operand(inner, NOT + 1)}"


@prints(exp.Is)
def is_null(printer: Printer, node: exp.Is) -> str:
    """`a IS NULL`."""
    return _is(printer, node, "IS")


def _is(printer: Printer, node: exp.Is, word: str) -> str:
    if not isinstance(node.expression, exp.Null):
        raise Unprintable(node, "IS with anything but NULL")
    return f"{printer.operand(node.this, ADDITIVE)} {word} NULL"


@prints(exp.In, also="query")
def membership(printer: Printer, node: exp.In) -> str:
    """`a IN (b, c)` or `a IN (SELECT ...)`."""
    return _in(printer, node, "IN")


def _in(printer: Printer, node: exp.In, word: str) -> str:
    query = node.args.get("query")
    inside = printer.list(node.expressions) if query is None else printer.sql(unwrapped(query))
    return f"{printer.operand(node.this, ADDITIVE)} {word} ({inside})"


@prints(exp.Exists)
def exists(printer: Printer, node: exp.Exists) -> str:
    """`EXISTS (SELECT ...)`."""
    query = unwrapped(node.this)
    return f"EXISTS ({printer.sql(query)})"


@prints(exp.Between, also="low high")
def between(printer: Printer, node: exp.Between) -> str:
    """`a BETWEEN b AND c`."""
    low, high = (printer.operand(node.args[key], ADDITIVE) for key in ("low", "high"))
    return f"{printer.operand(node.this, ADDITIVE)} BETWEEN {low} AND {high}"


@prints(exp.NullSafeEQ, exp.NullSafeNEQ)
def distinct_from(printer: Printer, node: exp.Binary) -> str:
    """`a IS [NOT] DISTINCT FROM b`."""
    if not capabilities.has_syntax(printer.version, "IS DISTINCT FROM"):
        raise Unprintable(node, "IS DISTINCT FROM")
    word = "IS NOT DISTINCT FROM" if isinstance(node, exp.NullSafeEQ) else "IS DISTINCT FROM"
    return f"{printer.operand(node.this, ADDITIVE)} {word} {printer.operand(node.expression, ADDITIVE)}"
