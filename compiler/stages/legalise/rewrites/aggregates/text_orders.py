"""Texts that one query puts together in several orders, each in rows of its own."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.aggregating import is_aggregate
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.queries.grouping import source_names
from compiler.stages.legalise.rewriting import of_query

_AROUND = (exp.Filter, exp.WithinGroup, exp.IgnoreNulls, exp.RespectNulls)
_OF_KEYS = (exp.Grouping, exp.GroupingId)
"""Functions of the group itself, which has one value in all its rows."""


@of_query(exp.Select)
def separate_text_orders(node: exp.Select, context: Context) -> bool:
    """T-SQL has one order for all texts of one query (Msg 8711), so each order gets the rows once more, and reads only those.

    https://learn.microsoft.com/sql/t-sql/functions/string-agg-transact-sql#arguments. PostgreSQL sorts to find distinct values.

    Before: `SELECT string_agg(s, ',' ORDER BY a), string_agg(s, ',' ORDER BY b), sum(a) FROM t`
    After:  `SELECT string_agg(s, ',' ORDER BY CASE WHEN r.n = 1 THEN a END, CASE WHEN r.n = 2 THEN b END) FILTER (WHERE r.n = 1),
             string_agg(s, ',' ORDER BY ...) FILTER (WHERE r.n = 2), sum(a) FILTER (WHERE r.n = 1)
             FROM t CROSS JOIN (VALUES (1), (2)) AS r(n)`
    """
    texts = [
        found
        for found in node.find_all(exp.GroupConcat, bfs=False)
        if found.find_ancestor(exp.Select) is node
    ]
    if context.is_postgres:
        _sort_distinct(texts)
    orders: list[list[exp.Ordered]] = []
    for found in texts:
        if isinstance(found.this, exp.Order) and found.this.expressions not in orders:
            orders.append(found.this.expressions)
    if len(orders) < 2:
        return False
    _separate(node, orders, context)
    return True


def _sort_distinct(texts: list[exp.GroupConcat]) -> None:
    for found in texts:
        if isinstance(found.this, exp.Distinct):
            keys = [exp.Ordered(this=value.copy()) for value in found.this.expressions]
            found.set("this", exp.Order(this=found.this, expressions=keys))


def _separate(select: exp.Select, orders: list[list[exp.Ordered]], context: Context) -> None:
    aggregates = list(_aggregates(select))
    if select.args.get("from_") is None:
        raise no_form(aggregates[0], "several orders of string_agg over no table")
    name = context.fresh("order")
    numbers = [build.number(at) for at in range(1, len(orders) + 1)]
    keys = [
        exp.Ordered(**{**key.args, "this": _guarded(key.this, name, number)})
        for order, number in zip(orders, numbers, strict=True)
        for key in order
    ]
    for found in aggregates:
        order = found.this if isinstance(found, exp.GroupConcat) else None
        at = orders.index(order.expressions) if isinstance(order, exp.Order) else 0
        if isinstance(order, exp.Order):
            found.set("this", exp.Order(this=order.this, expressions=[context.copy(key) for key in keys]))
        _restrict(found, _is_in(name, numbers[at]))
    columns = [build.identifier("n")]
    rows = exp.Values(
        expressions=[exp.Tuple(expressions=[number.copy()]) for number in numbers],
        alias=exp.TableAlias(this=build.identifier(name), columns=columns),
    )
    select.append("joins", exp.Join(this=rows, kind="CROSS"))


def _aggregates(select: exp.Select) -> Iterator[exp.Expr]:
    """The aggregates over the rows of a query. Raises `Refusal` for one that stands in a subquery of it."""
    own = frozenset(source_names(select))
    for part in ("expressions", "having", "order", "qualify"):
        value = select.args.get(part)
        for root in value if isinstance(value, list) else [value] if value is not None else []:
            for node in root.walk():
                if not is_aggregate(node) or isinstance(node, _OF_KEYS) or _is_over_groups(node):
                    continue
                if node.find_ancestor(exp.Select) is select:
                    yield node
                elif any(column.table in own for column in node.find_all(exp.Column)):
                    what = "an aggregate of this query's rows inside a subquery, beside several orders of string_agg,"
                    raise no_form(node, what, "take the aggregate out of the subquery")


def _is_over_groups(node: exp.Expr) -> bool:
    """Whether it is a window function, or the inner part of an aggregate that the walk has met already."""
    holder = node.parent
    while isinstance(holder, _AROUND):
        if isinstance(holder, exp.WithinGroup):
            return True
        holder = holder.parent
    return isinstance(holder, exp.Window)


def _restrict(aggregate: exp.Expr, condition: exp.Expr) -> None:
    holder = aggregate
    while isinstance(holder.parent, _AROUND) and holder.arg_key == "this":
        holder = holder.parent
        if isinstance(holder, exp.Filter):
            where = holder.expression
            where.set("this", build.both([condition, where.this]))
            return
    made = exp.Filter(expression=exp.Where(this=condition))
    holder.replace(made)
    made.set("this", holder)
    build.take_facts(made, holder)


def _guarded(key: exp.Expr, name: str, number: exp.Expr) -> exp.Expr:
    """The key in the rows of its own order; what it is in others orders nothing, so that it is NULL only where it is in these."""
    return build.take_facts(build.when((_is_in(name, number), key.copy())), key)


def _is_in(name: str, number: exp.Expr) -> exp.Expr:
    column = build.known_not_null(build.typed(build.column("n", name), exp.DType.INT))
    made = exp.EQ(this=column, expression=number.copy())
    return build.known_not_null(build.typed(made, exp.DType.BOOLEAN))
