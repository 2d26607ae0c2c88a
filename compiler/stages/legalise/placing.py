"""Conditions and boolean values, which are two things in T-SQL.

A condition (`a > 1`) stands in WHERE, ON, HAVING, AND, OR, NOT and CASE WHEN only; everywhere else a bit must stand.
The sources know one thing, a boolean, which stands anywhere.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.ir.analysed import is_nullable
from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.types.families import family_of

CONDITIONS: Final[frozenset[type[exp.Expr]]] = frozenset(
    {
        exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.And, exp.Or, exp.Not, exp.In, exp.Exists,
        exp.Between, exp.Like, exp.Escape, exp.Is, exp.NullSafeEQ, exp.NullSafeNEQ, exp.RegexpLike,
    }
)  # fmt: skip

# Places whose own rewrite takes a condition and a bit alike.
_EITHER: Final[frozenset[tuple[type[exp.Expr], str]]] = frozenset(
    {
        (exp.Is, "this"),
        (exp.CountIf, "this"),
        (exp.LogicalAnd, "this"),
        (exp.LogicalOr, "this"),
        (exp.Cast, "this"),
        (exp.Escape, "this"),
    }
)
_CONDITION: Final[frozenset[tuple[type[exp.Expr], str]]] = frozenset(
    {
        (exp.Where, "this"),
        (exp.Having, "this"),
        (exp.Join, "on"),
        (exp.And, "this"),
        (exp.And, "expression"),
        (exp.Or, "this"),
        (exp.Or, "expression"),
        (exp.Not, "this"),
    }
)
VALUE_OF: Final = "value_of_condition"


def is_condition(node: exp.Expr) -> bool:
    """Whether the node is a condition, in T-SQL's sense."""
    return type(node) in CONDITIONS


def place_boolean(node: exp.Expr, parent: exp.Expr, key: str, context: Context) -> exp.Expr:
    """What stands at a place: a condition or a bit, as T-SQL wants it there.

    Before: `SELECT a > 1 FROM t WHERE flag`
    After:  `SELECT CAST(CASE WHEN a > 1 THEN 1 WHEN NOT a > 1 THEN 0 END AS BIT) FROM t WHERE flag = 1`
    """
    place = (type(parent), key)
    if place in _EITHER:
        return node
    if place in _CONDITION or _is_searched_branch(parent, key):
        return as_condition(node)
    return as_value(node, context) if is_condition(node) else node


def _is_searched_branch(parent: exp.Expr, key: str) -> bool:
    if not isinstance(parent, exp.If) or key != "this":
        return False
    return not isinstance(parent.parent, exp.Case) or parent.parent.args.get("this") is None


def as_condition(node: exp.Expr) -> exp.Expr:
    """The boolean as a condition. A number counts as true when it is not zero, as DuckDB has it."""
    if is_condition(node):
        return node
    if node.meta.get(VALUE_OF):
        return _condition_within(node)
    if isinstance(node, exp.Null):
        node = build.bit(node)
    truth = exp.NEQ if family_of(node) in {"integer", "decimal", "float"} else exp.EQ
    made = truth(this=node, expression=build.number(0 if truth is exp.NEQ else 1))
    return build.take_facts(build.typed(made, exp.DType.BOOLEAN), node)


def _condition_within(node: exp.Expr) -> exp.Expr:
    case = node.this
    condition: exp.Expr = case.args["ifs"][0].this
    return condition


def as_value(node: exp.Expr, context: Context) -> exp.Expr:
    """The boolean as a bit, NULL where the condition is unknown."""
    if not is_condition(node):
        return node
    one, zero = build.number(1), build.number(0)
    if is_nullable(node):
        made = build.bit(build.when((node, one), (build.negated(context.copy(node)), zero)))
    else:
        made = build.bit(build.when((node, one), default=zero))
    made.meta[VALUE_OF] = True
    return build.take_facts(made, node)


def as_number(node: exp.Expr, context: Context) -> exp.Expr:
    """The boolean as 1, 0 or NULL of type int."""
    if not is_condition(node):
        return build.cast(node, exp.DType.INT)
    bit = as_value(node, context)
    number: exp.Expr = build.take_facts(build.typed(bit.this, exp.DType.INT), node)
    return number
