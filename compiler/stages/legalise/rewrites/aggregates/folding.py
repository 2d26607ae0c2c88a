"""FILTER, which becomes a CASE inside the aggregate, before anything else is done to aggregates."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.aggregating import is_named_aggregate
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_query

OF_ONE_VALUE: Final = (
    exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance, exp.VariancePop,
    exp.LogicalAnd, exp.LogicalOr, exp.CountIf, exp.GroupConcat, exp.Median, exp.AnyValue, exp.Mode,
    exp.BitwiseAndAgg, exp.BitwiseOrAgg, exp.BitwiseXorAgg,
)  # fmt: skip

OF_PAIRS: Final = (
    exp.Corr, exp.CovarPop, exp.CovarSamp, exp.RegrCount, exp.RegrSlope, exp.RegrIntercept, exp.RegrR2, exp.RegrAvgx,
    exp.RegrAvgy, exp.RegrSxx, exp.RegrSyy, exp.RegrSxy,
)  # fmt: skip
"""A pair counts where neither of its values is NULL."""


@of_query(exp.Filter)
def fold_filter(node: exp.Filter, context: Context) -> bool:
    """Aggregates skip NULL, so the rows that a filter excludes are given NULL.

    Before: `sum(a) FILTER (WHERE b > 1)`, `count(*) FILTER (WHERE flag)`
    After:  `SUM(CASE WHEN b > 1 THEN a END)`, `COUNT_BIG(CASE WHEN flag = 1 THEN 1 END)`
    """
    condition = node.expression.this if isinstance(node.expression, exp.Where) else node.expression
    aggregate = node.this.this if isinstance(node.this, exp.IgnoreNulls) else node.this
    if isinstance(aggregate, exp.WithinGroup):
        _within_group(aggregate, condition)
    elif isinstance(aggregate, exp.First | exp.Last | exp.NthValue) and isinstance(aggregate.this, exp.Order):
        _ordered(aggregate, condition)
    elif isinstance(aggregate, OF_PAIRS):
        aggregate.set("this", _chosen(condition, aggregate.this))
    elif isinstance(aggregate, (exp.Count, OF_ONE_VALUE)):
        _argument(aggregate, condition)
    elif is_named_aggregate(aggregate) and len(aggregate.expressions) == 1:
        aggregate.set("expressions", [_chosen(condition, aggregate.expressions[0])])
    elif isinstance(
        aggregate, exp.PercentileCont | exp.PercentileDisc | exp.Quantile | exp.ArgMax | exp.ArgMin
    ):
        key = "expression" if isinstance(aggregate, exp.ArgMax | exp.ArgMin) else "this"
        aggregate.set(key, _chosen(condition, aggregate.args[key]))
    else:
        raise no_form(
            node, f"FILTER of {aggregate.key}", "put the condition into a CASE inside the aggregate"
        )
    node.replace(node.this)
    return True


@of_query(exp.Bracket)
def choose_array_element(node: exp.Bracket, context: Context) -> bool:
    """One element of an ordered array_agg is the value of one row; arrays themselves SQL Server has not.

    Before: `(array_agg(a ORDER BY b DESC))[1]`
    After:  `MAX(CASE WHEN r.c1 = 1 THEN r.c2 END)` over rows that ROW_NUMBER numbers
    """
    holder = node.this.this if isinstance(node.this, exp.Filter) else node.this
    at = node.expressions[0] if len(node.expressions) == 1 else None
    if not (isinstance(holder, exp.ArrayAgg) and isinstance(holder.this, exp.Order)):
        return False
    if not (isinstance(at, exp.Literal) and at.is_int) or isinstance(holder.this.this, exp.Distinct):
        return False
    if at.name == "0":
        return False  # no element, and no row either
    holder.replace(build.take_facts(exp.NthValue(this=holder.this, offset=at.copy()), node))
    node.replace(node.this)
    return True


def _argument(aggregate: exp.Expr, condition: exp.Expr) -> None:
    value = aggregate.this
    if value is None or isinstance(value, exp.Star):
        aggregate.set("this", _chosen(condition, build.known_not_null(build.number(1))))
        return
    inner = value
    while isinstance(inner, exp.Order | exp.Distinct):  # string_agg(DISTINCT x ORDER BY y)
        if isinstance(inner, exp.Distinct):
            if len(inner.expressions) != 1:
                raise no_form(aggregate, "FILTER of an aggregate over several columns")
            inner = inner.expressions[0]
        else:
            inner = inner.this
    if inner is value:
        aggregate.set("this", _chosen(condition, value))
    else:
        inner.replace(_chosen(condition, inner.copy()))


def _ordered(aggregate: exp.Expr, condition: exp.Expr) -> None:
    """Rows that the filter excludes come behind all others, or before the last."""
    order = aggregate.this
    kept, left = (1, 0) if isinstance(aggregate, exp.Last) else (0, 1)
    place = build.when((condition.copy(), build.number(kept)), default=build.number(left))
    first = exp.Ordered(this=build.known_not_null(build.typed(place, exp.DType.INT)))
    order.set("expressions", [first, *order.expressions])
    order.set("this", _chosen(condition, order.this))


def _within_group(aggregate: exp.WithinGroup, condition: exp.Expr) -> None:
    for ordered in aggregate.expression.expressions:
        ordered.set("this", _chosen(condition, ordered.this))


def _chosen(condition: exp.Expr, value: exp.Expr) -> exp.Case:
    made = exp.Case(ifs=[exp.If(this=condition, true=value)])
    made.meta["nullable"] = True
    return build.typed(made, value.type) if value.type is not None else made
