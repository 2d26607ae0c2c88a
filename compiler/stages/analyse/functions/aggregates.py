"""Aggregates and window functions: result types by dialect.

PostgreSQL: https://www.postgresql.org/docs/current/functions-aggregate.html, functions-window.html.
DuckDB: https://duckdb.org/docs/stable/sql/functions/aggregates, window_functions; checked with DESCRIBE in tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import as_condition, coerce, is_adaptable, spoken
from compiler.stages.analyse.scope import Clause, Scope
from compiler.types.common import (
    BIGINT,
    BOOLEAN,
    DOUBLE,
    INT,
    INT128,
    JSON,
    NUMERIC,
    TEXT,
    TIMESTAMP,
    UNKNOWN,
    array_of,
    decimal,
)
from compiler.types.families import NUMERIC as NUMBERS
from compiler.types.families import Family, Kind, family, family_of, precision_and_scale
from compiler.types.numbers import has_varying_scale, with_varying_scale

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Result = Callable[[exp.DataType, bool], exp.DataType]


@dataclass(frozen=True)
class Aggregate:
    """`result` of the first argument's type and whether the dialect is PostgreSQL's; `counts`: never NULL."""

    result: Result
    takes: frozenset[Family] | None = None
    counts: bool = False
    window_only: bool = False
    boolean: bool = False


def _sum(argument: exp.DataType, postgres: bool) -> exp.DataType:
    found = family(argument)
    if found == "boolean" or (found == "integer" and not postgres):
        return INT128
    if found == "integer":
        return decimal(38, 0) if argument.this in (Kind.BIGINT, Kind.UBIGINT, Kind.INT128) else BIGINT
    if found == "decimal":
        digits = precision_and_scale(argument)
        made = decimal(38, digits[1]) if digits is not None else NUMERIC
        return with_varying_scale(made) if has_varying_scale(argument) else made
    return DOUBLE if found == "float" and not postgres else argument


def _average(argument: exp.DataType, postgres: bool) -> exp.DataType:
    found = family(argument)
    if found in ("integer", "decimal"):
        return NUMERIC if postgres else DOUBLE
    return DOUBLE if found == "float" else argument


def _statistic(argument: exp.DataType, postgres: bool) -> exp.DataType:
    return NUMERIC if postgres and family(argument) in ("integer", "decimal") else DOUBLE


def _same(argument: exp.DataType, postgres: bool) -> exp.DataType:
    return argument


def _median(argument: exp.DataType, postgres: bool) -> exp.DataType:
    return _quantile(argument, postgres)


def _quantile(argument: exp.DataType, postgres: bool) -> exp.DataType:
    found = family(argument)
    if postgres or found == "integer":
        return DOUBLE
    return TIMESTAMP if found == "date" else argument


def _always(data_type: exp.DataType) -> Result:
    return lambda argument, postgres: data_type


def _listed(argument: exp.DataType, postgres: bool) -> exp.DataType:
    return array_of(argument)


_SUMMED: frozenset[Family] = NUMBERS | {"interval"}
_BITS: frozenset[Family] = frozenset({"integer"})
_ORDERED: frozenset[Family] = NUMBERS | frozenset(
    {"text", "date", "time", "timestamp", "timestamptz", "interval", "boolean", "uuid"}
)
_COUNT = Aggregate(_always(BIGINT), counts=True)
_RANK = Aggregate(_always(BIGINT), counts=True, window_only=True)
_REGRESSION = Aggregate(_always(DOUBLE), NUMBERS)
_ANY = Aggregate(_same)

AGGREGATES: dict[type[exp.Expr] | str, Aggregate] = {
    exp.Count: _COUNT,
    exp.CountIf: Aggregate(_always(INT128), counts=True, boolean=True),
    exp.ApproxDistinct: _COUNT,
    exp.Sum: Aggregate(_sum, _SUMMED),
    exp.Avg: Aggregate(_average, _SUMMED),
    exp.Min: Aggregate(_same, _ORDERED),
    exp.Max: Aggregate(_same, _ORDERED),
    **dict.fromkeys(
        (exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance, exp.VariancePop),
        Aggregate(_statistic, NUMBERS),
    ),
    **dict.fromkeys((exp.Corr, exp.CovarPop, exp.CovarSamp, exp.RegrSlope, exp.RegrR2), _REGRESSION),
    **dict.fromkeys((exp.RegrIntercept, exp.RegrAvgx, exp.RegrAvgy), _REGRESSION),
    **dict.fromkeys((exp.RegrSxx, exp.RegrSyy, exp.RegrSxy), _REGRESSION),
    exp.RegrCount: _COUNT,
    exp.Kurtosis: _REGRESSION,
    exp.Skewness: _REGRESSION,
    exp.LogicalAnd: Aggregate(_always(BOOLEAN), boolean=True),
    exp.LogicalOr: Aggregate(_always(BOOLEAN), boolean=True),
    "every": Aggregate(_always(BOOLEAN), boolean=True),
    exp.BitwiseAndAgg: Aggregate(_same, _BITS),
    exp.BitwiseOrAgg: Aggregate(_same, _BITS),
    exp.BitwiseXorAgg: Aggregate(_same, _BITS),
    exp.GroupConcat: Aggregate(_always(TEXT)),
    exp.ArrayAgg: Aggregate(_listed),
    exp.JSONArrayAgg: Aggregate(_always(JSON)),
    exp.PercentileCont: Aggregate(_quantile),
    exp.PercentileDisc: _ANY,
    exp.Quantile: _ANY,
    exp.ApproxQuantile: Aggregate(_quantile),
    exp.Median: Aggregate(_median),
    exp.Mode: _ANY,
    exp.AnyValue: _ANY,
    exp.First: _ANY,
    exp.Last: _ANY,
    "arbitrary": _ANY,
    exp.ArgMax: _ANY,
    exp.ArgMin: _ANY,
    "product": Aggregate(_always(DOUBLE), NUMBERS),
    "fsum": Aggregate(_always(DOUBLE), NUMBERS),
    "favg": Aggregate(_always(DOUBLE), NUMBERS),
    "sumkahan": Aggregate(_always(DOUBLE), NUMBERS),
    "geomean": Aggregate(_always(DOUBLE), NUMBERS),
    exp.Grouping: Aggregate(_always(INT), counts=True),
    exp.GroupingId: Aggregate(_always(BIGINT), counts=True),
    exp.RowNumber: _RANK,
    exp.Rank: _RANK,
    exp.DenseRank: _RANK,
    exp.Ntile: Aggregate(lambda _, postgres: INT if postgres else BIGINT, counts=True, window_only=True),
    exp.PercentRank: Aggregate(_always(DOUBLE), counts=True, window_only=True),
    exp.CumeDist: Aggregate(_always(DOUBLE), counts=True, window_only=True),
    exp.Lag: Aggregate(_same, window_only=True),
    exp.Lead: Aggregate(_same, window_only=True),
    exp.FirstValue: Aggregate(_same, window_only=True),
    exp.LastValue: Aggregate(_same, window_only=True),
    exp.NthValue: Aggregate(_same, window_only=True),
}

TSQL_AGGREGATES = frozenset({"stdevp", "varp", "stdev", "var", "count_big", "approx_count_distinct"})
"""Aggregates of T-SQL that sqlglot gives no class of their own; no other dialect's list has them."""

_NO_AGGREGATES: dict[Clause, str] = {
    "where": "WHERE",
    "group": "GROUP BY",
    "from": "FROM",
    "limit": "LIMIT",
}


def bind_aggregate(node: exp.Func, aggregate: Aggregate, scope: Scope, bind: Bind) -> exp.Expr:
    """Bind a call of an aggregate or window function."""
    windowed = _window_of(node) is not None
    if (isinstance(node, exp.Min | exp.Max) and node.expressions) or node.args.get("count") is not None:
        return scope.binding.refuse(
            node,
            codes.UNKNOWN_FUNCTION,
            "an aggregate of the n greatest gives a list, which is not on the list",
        )
    if scope.clause in _NO_AGGREGATES and not windowed:
        message = f"an aggregate cannot stand in {_NO_AGGREGATES[scope.clause]}"
        remedy = "conditions on aggregates stand in HAVING" if scope.clause == "where" else None
        return scope.binding.refuse(node, codes.MISPLACED, message, remedy)
    if scope.clause == "aggregate" and not windowed:
        message = "an aggregate cannot stand inside an aggregate"
        return scope.binding.refuse(node, codes.MISPLACED, message, "compute the inner one in a subquery")
    if aggregate.window_only and not windowed:
        message = "this function needs OVER (...)"
        return scope.binding.refuse(node, codes.MISPLACED, message, "write OVER (ORDER BY ...) after it")
    if not windowed:
        scope.aggregates = True
    if isinstance(node, exp.Count) and scope.binding.is_postgres:
        _count_rows(node, scope)
    return _typed_call(node, aggregate, scope, bind, windowed)


def _count_rows(node: exp.Count, scope: Scope) -> None:
    """`count(t.*)`, or `count(t)`, counts the rows of `t`, those of NULLs only too; not those that an outer join made up."""
    row = node.this
    if not isinstance(row, exp.Column):
        return
    named = row.args.get("table") if isinstance(row.this, exp.Star) else None if row.table else row.this
    source = scope.sources.get(scope.binding.folded(named).lower()) if named is not None else None
    if source is None or (
        named is row.this and any(each.find(named.name) is not None for each in scope.sources.values())
    ):
        return
    solid = next((at for at, column in enumerate(source.columns) if not column.nullable), None)
    if not source.outer:
        row.replace(exp.Star())
    elif solid is not None:
        row.replace(source.node(solid))


def _window_of(node: exp.Expr) -> exp.Window | None:
    child, parent = node, node.parent
    while isinstance(parent, exp.Filter | exp.WithinGroup | exp.IgnoreNulls | exp.RespectNulls):
        child, parent = parent, parent.parent
    return parent if isinstance(parent, exp.Window) and parent.this is child else None


def is_plain_aggregate(node: exp.Expr) -> bool:
    """Whether a node computes one value of the rows of a group, and not of a window."""
    if isinstance(node, exp.WithinGroup | exp.Filter):
        return _window_of(node) is None
    key = node.name.lower() if isinstance(node, exp.Anonymous) else type(node)
    if key in TSQL_AGGREGATES:
        return _window_of(node) is None
    found = AGGREGATES.get(key)
    return found is not None and not found.window_only and _window_of(node) is None


def holds_aggregate(node: exp.Expr) -> bool:
    """Whether an aggregate or window function of this very query stands below a node."""
    if isinstance(node, exp.Window) or is_plain_aggregate(node):
        return True
    return any(
        holds_aggregate(child) for child in node.iter_expressions() if not isinstance(child, exp.Query)
    )


def _typed_call(node: exp.Func, aggregate: Aggregate, scope: Scope, bind: Bind, windowed: bool) -> exp.Expr:
    clause = scope.clause
    if not windowed:
        scope.clause = "aggregate"
    if (refused := _without_argument(node, scope)) is not None:
        return refused
    arguments = [
        _argument(child, scope, bind) for child in node.iter_expressions() if not isinstance(child, exp.Star)
    ]
    scope.clause = clause
    if aggregate.boolean and arguments:
        arguments[0] = as_condition(arguments[0], scope.binding)
    arguments = [_typed_null(each, node, scope) for each in arguments]
    problem = _refused_order(node, aggregate, scope)
    arguments = [each.this if isinstance(each, exp.Order) else each for each in arguments]
    problem = problem or _wrong_argument(node, arguments, aggregate, scope)
    if problem is not None:
        return problem
    known = arguments[0].type if arguments and arguments[0].type is not None else UNKNOWN
    result = aggregate.result(known, scope.binding.is_postgres)
    if isinstance(node, exp.Lag | exp.Lead) and node.args.get("default") is not None:
        coerce(node.args["default"], result, scope.binding)
    return typed(node, result, not aggregate.counts)


def _without_argument(node: exp.Func, scope: Scope) -> exp.Expr | None:
    """The refusal of `count(DISTINCT)` and `sum(*)`."""
    argument = node.this
    if isinstance(argument, exp.Distinct) and not argument.expressions:
        message, remedy = "DISTINCT of nothing", "name the column whose values are counted once each"
        return scope.binding.refuse(node, codes.SYNTAX, message, remedy)
    if isinstance(node, exp.RowNumber) and argument is not None:
        return scope.binding.refuse(node, codes.SYNTAX, "row_number() takes no argument", "leave it empty")
    if isinstance(node, exp.Count) and argument is None and scope.binding.is_postgres:
        return scope.binding.refuse(node, codes.SYNTAX, "count() of nothing", "write count(*)")
    if isinstance(argument, exp.Star) and not isinstance(node, exp.Count):
        message, remedy = "only COUNT takes `*`", "name the column that is aggregated"
        return scope.binding.refuse(node, codes.SYNTAX, message, remedy)
    return None


_IN_ORDER: Final = (exp.GroupConcat, exp.ArrayAgg, exp.JSONArrayAgg, exp.First, exp.Last, exp.AnyValue)
"""Aggregates that an order inside them changes, and that follow it."""
_OF_EQUALS: Final = (exp.ArgMax, exp.ArgMin, exp.Mode)
"""Aggregates that take the first of equals by an order inside them, which no rewrite does."""


def _argument(child: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    bound = bind(child, scope)
    while isinstance(bound, exp.HavingMax):
        bound = bound.this
    return bound


def _typed_null(argument: exp.Expr, node: exp.Func, scope: Scope) -> exp.Expr:
    """An argument that is a bare NULL as one of a number, because SQL Server aggregates no NULL without a type.

    PostgreSQL itself refuses sum(NULL) and avg(NULL), of which it has one for each type.
    """
    if scope.binding.is_postgres and isinstance(node, exp.Sum | exp.Avg):
        return argument
    inner = argument.expressions[0] if isinstance(argument, exp.Distinct) else argument
    if not isinstance(inner, exp.Null) or isinstance(node, exp.GroupConcat):
        return argument
    cast = typed(exp.Cast(this=inner.copy(), to=INT.copy()), INT, True)
    inner.replace(cast)
    return argument if isinstance(argument, exp.Distinct) else cast


def _refused_order(node: exp.Func, aggregate: Aggregate, scope: Scope) -> exp.Expr | None:
    """The refusal of an order inside that matters and is not followed; where it does not matter, it goes."""
    ordered = [child for child in node.iter_expressions() if isinstance(child, exp.Order)]
    if not ordered or isinstance(node, _IN_ORDER):
        return None
    if aggregate.window_only or isinstance(node, _OF_EQUALS):
        message = "an order inside this function is not among what queries may use"
        remedy = "write it in OVER (ORDER BY ...)" if aggregate.window_only else "use first(x ORDER BY a, b)"
        return scope.binding.refuse(node, codes.UNKNOWN_FUNCTION, message, remedy)
    for order in ordered:
        order.replace(order.this)
    return None


def _wrong_argument(
    node: exp.Expr, arguments: list[exp.Expr], aggregate: Aggregate, scope: Scope
) -> exp.Expr | None:
    if aggregate.takes is None or not arguments:
        return None
    argument = arguments[0]
    if is_adaptable(argument) and not isinstance(argument, exp.Null):
        arguments[0] = argument = coerce(argument, NUMERIC, scope.binding)
    found = family_of(argument)
    allowed = aggregate.takes if scope.binding.is_postgres else aggregate.takes | {"boolean"}
    if aggregate.takes is _ORDERED and scope.binding.is_postgres:
        allowed = allowed - {"boolean", "uuid"}
    if found in allowed or found in ("unknown", "null"):
        return None
    message = f"this aggregate of {spoken(argument)} has no meaning"
    remedy = "cast the argument, or count it with CASE"
    return scope.binding.refuse(node, codes.WRONG_TYPES, message, remedy, argument)


def ordered_set_type(function: exp.Expr, keys: list[exp.Expr], scope: Scope) -> exp.DataType:
    """The type of a function WITHIN GROUP: that of the order's key, for percentile_cont double precision."""
    if not keys or keys[0].type is None:
        return UNKNOWN
    if isinstance(function, exp.PercentileCont):
        if family_of(keys[0]) == "interval":
            return keys[0].type
        return DOUBLE if scope.binding.is_postgres else _quantile(keys[0].type, False)
    if isinstance(function, exp.GroupConcat):
        return TEXT
    return keys[0].type
