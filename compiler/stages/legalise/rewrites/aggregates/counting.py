"""Aggregates that SQL Server has, with the types that the author's dialect gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, needs, no_form, type_needed
from compiler.stages.legalise.placing import as_condition, as_number, is_condition
from compiler.stages.legalise.rewrites.numbers.digits import (
    as_float,
    digits,
    is_endless,
)
from compiler.stages.legalise.rewrites.numbers.settling import (
    guard_scale,
    holds_settled,
    is_computed_with,
    settle,
)
from compiler.stages.legalise.rewriting import of_expression
from compiler.tsql.types import MAX_PRECISION, digits_of
from compiler.types.families import NUMERIC, family_of

STATISTICS: Final[dict[type[exp.Expr], str]] = {
    exp.Stddev: "STDEV",
    exp.StddevSamp: "STDEV",
    exp.StddevPop: "STDEVP",
    exp.Variance: "VAR",
    exp.VariancePop: "VARP",
}


@of_expression(exp.Count)
def widen_count(node: exp.Count, context: Context) -> exp.Expr:
    """Counts are bigint in the sources.

    Before: `count(*)`, `count(DISTINCT a)`
    After:  `COUNT_BIG(*)`, `COUNT_BIG(DISTINCT a)`
    """
    value = node.this if node.this is not None else exp.Star()
    if node.expressions:
        raise no_form(node, "a count of several columns", "count(*) over a SELECT DISTINCT")
    return build.known_not_null(build.typed(build.call("COUNT_BIG", value), exp.DType.BIGINT))


@of_expression(exp.CountIf)
def rewrite_count_if(node: exp.CountIf, context: Context) -> exp.Expr:
    """A count of the rows where a condition holds.

    Before: `count_if(a > 1)`
    After:  `COUNT_BIG(CASE WHEN a > 1 THEN 1 END)`
    """
    if isinstance(node.this.this if isinstance(node.this, exp.Cast) else node.this, exp.Null):
        unknown = build.cast(exp.Null(), exp.DType.BIGINT)  # DuckDB counts no rows then, not even none
        return build.typed(build.call("SUM", unknown), exp.DType.BIGINT)
    made = build.call("COUNT_BIG", build.when((as_condition(node.this), build.number(1))))
    return build.known_not_null(build.typed(made, exp.DType.BIGINT))


@of_expression(exp.Sum)
def widen_sum(node: exp.Sum, context: Context) -> exp.Expr:
    """SUM of int is int in T-SQL and overflows; the sources add wider. Reals are added as floats.

    Before: `sum(a)` of int, of bigint, of real
    After:  `SUM(CAST(a AS BIGINT))`, `SUM(CAST(a AS DECIMAL(38, 0)))`, `CAST(SUM(CAST(a AS FLOAT)) AS REAL)`
    """
    made = _over(node, lambda value: _wide(value, node, context), "SUM")
    is_real = node.type is not None and node.type.this is exp.DType.FLOAT
    return build.cast(made, exp.DType.FLOAT) if is_real and not isinstance(node.parent, exp.Window) else made


def _wide(value: exp.Expr, node: exp.Expr, context: Context) -> tuple[exp.Expr, exp.DataType]:
    kind = family_of(value)
    if kind in {"boolean", "integer"}:
        count = as_number(value, context) if kind == "boolean" else value
        precision, _ = digits_of(count.type) or (19, 0)
        wide = (
            build.data_type(exp.DType.BIGINT)
            if precision <= 10
            else build.data_type(exp.DType.DECIMAL, 38, 0)
        )
        return build.cast(count, wide.copy()), wide
    if kind == "decimal":
        return value, build.data_type(exp.DType.DECIMAL, 38, (digits(value) or (38, 10))[1])
    if kind == "float":
        return as_float(value), build.data_type(exp.DType.DOUBLE)
    if kind == "interval" and value.type is not None:
        return value, value.type
    raise type_needed(value, "what is added up")


@of_expression(exp.Avg)
def widen_average(node: exp.Avg, context: Context) -> exp.Expr:
    """AVG of a whole number is a whole number in T-SQL; PostgreSQL gives a numeric, DuckDB a float.

    DuckDB adds decimals as decimals, and makes a float of their sum alone.

    Before: `avg(a)` (postgres), `avg(a)`, `avg(n)` (duckdb)
    After:  `AVG(CAST(a AS DECIMAL(38, 16)))`, `AVG(CAST(a AS FLOAT))`, `CAST(SUM(n) AS FLOAT) / COUNT_BIG(n)`
    """
    value = node.this.expressions[0] if isinstance(node.this, exp.Distinct) else node.this
    if not context.is_postgres and family_of(value) == "decimal" and not isinstance(node.parent, exp.Window):
        total = build.cast(build.call("SUM", node.this), exp.DType.DOUBLE)
        count = build.typed(build.call("COUNT_BIG", context.copy(node.this)), exp.DType.BIGINT)
        return build.divide(total, count)
    width = digits_of(value.type) if context.is_postgres and family_of(value) != "float" else None
    alone = not isinstance(node.parent, exp.Window) and not holds_settled(value)
    if width is not None and alone and is_computed_with(node, context):
        return _settled_average(node, width[0] - width[1], context)
    return _over(node, lambda value: _fractional(value, node, context), "AVG")


def _settled_average(node: exp.Avg, integral: int, context: Context) -> exp.Expr:
    wide = build.data_type(exp.DType.DECIMAL, 38, guard_scale(integral))
    made = _over(node, lambda value: (build.cast(_number(value, context), wide.copy()), wide), "AVG")
    return settle(made, integral, context)


def _number(value: exp.Expr, context: Context) -> exp.Expr:
    return as_number(value, context) if family_of(value) == "boolean" else value


def _fractional(value: exp.Expr, node: exp.Expr, context: Context) -> tuple[exp.Expr, exp.DataType]:
    kind = family_of(value)
    if kind == "interval" and value.type is not None:
        return value, value.type
    number = _number(value, context)
    if family_of(number) not in NUMERIC:
        raise type_needed(value, "what is averaged")
    if context.is_postgres and family_of(number) != "float":
        precision, scale = digits(number) or (MAX_PRECISION, 0)
        wide = build.data_type(exp.DType.DECIMAL, 38, guard_scale(precision - scale, is_endless(number)))
        return build.cast(number, wide.copy()), wide
    return as_float(number), build.data_type(exp.DType.DOUBLE)


@of_expression(exp.Min, exp.Max)
def rewrite_extreme(node: exp.Min | exp.Max, context: Context) -> exp.Expr:
    """MIN and MAX do not take bits.

    Before: `max(flag)`
    After:  `CAST(MAX(CAST(flag AS INT)) AS BIT)`
    """
    if node.expressions:
        raise no_form(node, "the n greatest values as a list", "ORDER BY with LIMIT")
    name = "MIN" if isinstance(node, exp.Min) else "MAX"
    if family_of(node.this) == "boolean":
        return build.bit(build.call(name, as_number(node.this, context)))
    return build.take_facts(build.call(name, node.this), node.this)


@of_expression(exp.LogicalAnd, exp.LogicalOr)
def rewrite_boolean_aggregate(node: exp.LogicalAnd | exp.LogicalOr, context: Context) -> exp.Expr:
    """bool_and is the least, bool_or the greatest of the bits; NULL is skipped by both.

    Before: `bool_or(a > 1)`
    After:  `CAST(MAX(CASE WHEN a > 1 THEN 1 WHEN NOT a > 1 THEN 0 END) AS BIT)`
    """
    name = "MIN" if isinstance(node, exp.LogicalAnd) else "MAX"
    return build.bit(build.call(name, as_number(node.this, context)))


@of_expression(exp.AnyValue)
def rewrite_any_value(node: exp.AnyValue, context: Context) -> exp.Expr:
    """Any value that is not NULL will do, so it is the least.

    Before: `any_value(s)`
    After:  `MIN(s)`
    """
    if isinstance(node.this, exp.HavingMax | exp.Order) or isinstance(node.parent, exp.Window):
        raise no_form(node, "any_value with an order", "use first_value() OVER, or a subquery with LIMIT 1")
    if family_of(node.this) == "boolean" or is_condition(node.this):
        return build.bit(build.call("MIN", as_number(node.this, context)))
    return build.take_facts(build.call("MIN", node.this), node.this)


@of_expression(*STATISTICS)
def rename_statistics(node: exp.Func, context: Context) -> exp.Expr:
    """Deviations and variances under SQL Server's names; the unmarked ones are of the sample in all dialects.

    Before: `stddev(n)`, `var_pop(n)`
    After:  `STDEV(n)`, `VARP(n)`
    """
    return _over(
        node, lambda value: (as_float(value), build.data_type(exp.DType.DOUBLE)), STATISTICS[type(node)]
    )


@of_expression(exp.ApproxDistinct)
def rewrite_approximate_count(node: exp.ApproxDistinct, context: Context) -> exp.Expr:
    """An exact count is the best approximation.

    Before: `approx_count_distinct(a)`
    After:  `COUNT_BIG(DISTINCT a)`
    """
    made = build.call("COUNT_BIG", exp.Distinct(expressions=[node.this]))
    return build.known_not_null(build.typed(made, exp.DType.BIGINT))


@of_expression(exp.ApproxQuantile, reads="quantile")
def refuse_approximate_quantile(node: exp.ApproxQuantile, context: Context) -> exp.Expr:
    """DuckDB's estimate lies between the values of its t-digest; the exact percentile is another number, and so is any other estimate.

    Before: `approx_quantile(n, 0.5)`
    After:  refused
    """
    message = "an estimated quantile is another number on each engine"
    raise differs(node, message, "write quantile_cont(x, share), which is exact")


@of_expression(exp.First, exp.Last)
def refuse_unordered_edge(node: exp.First | exp.Last, context: Context) -> exp.Expr:
    """Which row is the first where nothing orders them is for each engine to choose.

    Before: `first(a)`
    After:  refused
    """
    name = "first" if isinstance(node, exp.First) else "last"
    raise no_form(node, f"{name}() without an order", f"write {name}(x ORDER BY key), or any_value(x)")


@of_expression(exp.Grouping, exp.GroupingId)
def keep_grouping(node: exp.Grouping | exp.GroupingId, context: Context) -> exp.Expr:
    """GROUPING of one column is the same; of several each has a bit of its own, that of the last the lowest.

    Before: `grouping(s)`, `grouping(s, a)`, `grouping_id(s, a)` (duckdb)
    After:  `GROUPING(s)`, `GROUPING(s) * 2 + GROUPING(a)`
    """
    bits = [build.typed(build.call("GROUPING", each), exp.DType.INT) for each in node.expressions]
    weights = [2**at for at in reversed(range(len(bits)))]
    made: exp.Expr = _weighed(bits[0], weights[0])
    for bit, weight in zip(bits[1:], weights[1:], strict=True):
        made = build.typed(build.add(made, _weighed(bit, weight)), exp.DType.INT)
    if isinstance(node, exp.GroupingId):
        made = build.cast(made, exp.DType.BIGINT)
    return build.known_not_null(made)


def _weighed(bit: exp.Expr, weight: int) -> exp.Expr:
    if weight == 1:
        return bit
    return build.typed(build.multiply(bit, build.number(weight)), exp.DType.INT)


def _over(node: exp.Expr, widen: Callable[[exp.Expr], tuple[exp.Expr, exp.DataType]], name: str) -> exp.Expr:
    distinct = node.this if isinstance(node.this, exp.Distinct) else None
    value = distinct.expressions[0] if distinct is not None else node.this
    wide, kind = widen(value)
    argument = exp.Distinct(expressions=[wide]) if distinct is not None else wide
    return build.typed(build.call(name, argument), kind)


@of_expression(exp.IgnoreNulls)
def place_ignore_nulls(node: exp.IgnoreNulls, context: Context) -> exp.Expr:
    """Aggregates skip NULL anyway; of window functions, SQL Server has IGNORE NULLS from 2022 on.

    Before: `last_value(a IGNORE NULLS) OVER (ORDER BY b)`
    After:  `LAST_VALUE(a) IGNORE NULLS OVER (ORDER BY b)`
    """
    if not isinstance(node.this, exp.Anonymous) or node.this.this not in {
        "FIRST_VALUE",
        "LAST_VALUE",
        "LAG",
        "LEAD",
    }:
        aggregate: exp.Expr = node.this
        return aggregate
    if not context.has("2022"):
        raise needs(node, "IGNORE NULLS", "2022")
    return build.take_facts(node, node.this)
