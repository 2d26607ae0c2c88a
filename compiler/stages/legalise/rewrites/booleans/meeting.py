"""Comparisons of values whose types T-SQL compares otherwise than the sources do: both sides brought to one type."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.dates.intervals import is_written, microseconds
from compiler.stages.legalise.rewrites.numbers.digits import as_float
from compiler.stages.legalise.session import clock_of, moment_at
from compiler.types.families import family_of


def meet(node: exp.Binary, context: Context) -> None:
    """Bring the two sides to types that T-SQL compares as the sources do, in place."""
    families = family_of(node.this), family_of(node.expression)
    if "interval" in families:
        for key in ("this", "expression"):
            if is_written(node.args[key]):
                node.set(key, microseconds(node.args[key]))
    elif families.count("timestamptz") == 1 and ("timestamp" in families or "date" in families):
        moment, clock = ("this", "expression") if families[0] == "timestamptz" else ("expression", "this")
        if (
            node.args[moment].find(exp.Column) is None
        ):  # the column's side stays bare, so that its index serves
            node.set(moment, clock_of(node.args[moment], context))
        else:
            node.set(clock, moment_at(node.args[clock], context))
    elif must_meet([node.this, node.expression], context):
        for key in ("this", "expression"):
            node.set(key, as_float(node.args[key]) if _is_real(node.args[key]) else node.args[key])


def equality(left: exp.Expr, right: exp.Expr, context: Context) -> exp.EQ:
    """`left = right`, its two sides brought together."""
    made = exp.EQ(this=left, expression=right)
    meet(made, context)
    return build.typed(made, exp.DType.BOOLEAN)


def must_meet(nodes: Sequence[exp.Expr], context: Context) -> bool:
    """Whether nodes are of types that T-SQL compares otherwise than the sources do."""
    if are_moments_apart(nodes):
        return True
    return context.is_postgres and len({_is_real(node) for node in nodes}) > 1


def are_moments_apart(nodes: Sequence[exp.Expr]) -> bool:
    """Whether some are moments with an offset and others without, or some are spans of time."""
    families = {family_of(node) for node in nodes}
    if "interval" in families:
        return True
    return "timestamptz" in families and not families.isdisjoint({"timestamp", "date"})


def _is_real(node: exp.Expr) -> bool:
    return node.type is not None and node.type.this is exp.DType.FLOAT
