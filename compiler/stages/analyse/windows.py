"""What surrounds an aggregate: OVER, FILTER, WITHIN GROUP, IGNORE NULLS, and ORDER BY inside its parentheses."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import is_nullable
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import condition
from compiler.stages.analyse.functions.aggregates import is_plain_aggregate, ordered_set_type
from compiler.stages.analyse.scope import Clause, Scope
from compiler.types.common import UNKNOWN

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Rule = Callable[[exp.Expr, Scope, Bind], exp.Expr]

_NO_WINDOWS: dict[Clause, str] = {
    "where": "WHERE",
    "group": "GROUP BY",
    "having": "HAVING",
    "from": "FROM",
    "aggregate": "an aggregate",
    "limit": "LIMIT",
}


def bind_window(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`f(a) OVER (PARTITION BY b ORDER BY c)`."""
    if scope.clause in _NO_WINDOWS:
        message = f"a window function cannot stand in {_NO_WINDOWS[scope.clause]}"
        return scope.binding.refuse(node, codes.MISPLACED, message, "compute it in a subquery")
    aggregates = scope.aggregates
    inner = bind(node.this, scope)
    if not isinstance(inner, exp.Window):
        scope.aggregates = aggregates or _has_plain_aggregate(inner)
    bind_window_parts(node, scope, bind)
    return typed(node, inner.type or UNKNOWN, is_nullable(inner))


def _has_plain_aggregate(function: exp.Expr) -> bool:
    """Whether an aggregate stands inside the windowed function, as in `sum(sum(a)) OVER ()`."""
    return any(is_plain_aggregate(found) for found in function.walk() if found is not function)


def bind_window_parts(node: exp.Expr, scope: Scope, bind: Bind) -> None:
    """Bind PARTITION BY, ORDER BY and the frame's offsets of a window, named ones too."""
    for key in list(node.args.get("partition_by") or []):
        bind(key, scope)
    order = node.args.get("order")
    if order is not None:
        for ordered in order.expressions:
            bind(ordered.this, scope)
    spec = node.args.get("spec")
    if spec is not None:
        for name in ("start", "end"):
            if isinstance(spec.args.get(name), exp.Expr):
                bind(spec.args[name], scope)


def bind_filter(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`f(a) FILTER (WHERE b)`: NULL where no row is left, but for counts."""
    inner = bind(node.this, scope)
    clause, scope.clause = scope.clause, "aggregate"
    condition(node.expression.this, scope, bind)
    scope.clause = clause
    counts = isinstance(inner, exp.Count | exp.CountIf | exp.ApproxDistinct | exp.RegrCount)
    return typed(node, inner.type or UNKNOWN, not counts)


def bind_within_group(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`percentile_cont(0.5) WITHIN GROUP (ORDER BY a)`, `mode() WITHIN GROUP (ORDER BY a)`."""
    bind(node.this, scope)
    clause, scope.clause = scope.clause, "aggregate"
    keys = [bind(ordered.this, scope) for ordered in node.expression.expressions]
    scope.clause = clause
    result = ordered_set_type(node.this, keys, scope)
    node.this.type = result
    return typed(node, result, True)


def bind_nulls(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`f(a IGNORE NULLS)`, `f(a) IGNORE NULLS`."""
    inner = bind(node.this, scope)
    return typed(node, inner.type or UNKNOWN, True)


def bind_distinct(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`DISTINCT a` inside an aggregate."""
    items = [bind(item, scope) for item in list(node.expressions) if isinstance(item, exp.Expr)]
    if not items:
        return scope.binding.refuse(node, codes.SYNTAX, "DISTINCT of nothing")
    return typed(node, items[0].type or UNKNOWN, any(is_nullable(item) for item in items))


def bind_ordered_argument(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`a ORDER BY b` inside an aggregate."""
    inner = bind(node.this, scope) if node.this is not None else None
    for ordered in node.expressions:
        bind(ordered.this, scope)
    return typed(
        node, (inner.type if inner is not None else None) or UNKNOWN, inner is None or is_nullable(inner)
    )


RULES: dict[type[exp.Expr], Rule] = {
    exp.Window: bind_window,
    exp.Filter: bind_filter,
    exp.WithinGroup: bind_within_group,
    exp.IgnoreNulls: bind_nulls,
    exp.RespectNulls: bind_nulls,
    exp.Distinct: bind_distinct,
    exp.Order: bind_ordered_argument,
}
