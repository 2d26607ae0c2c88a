"""What ORDER BY and OFFSET may hold, and where they may stand.

https://learn.microsoft.com/sql/t-sql/queries/select-order-by-clause-transact-sql
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.tsql.foreign_form import ForeignForm


def _order_inside(tree: exp.Expr) -> Iterator[ForeignForm]:
    """ORDER BY of a subquery without TOP or OFFSET (Msg 1033)."""
    for query in tree.find_all(exp.Select, exp.SetOperation):
        bounded = any(query.args.get(name) is not None for name in ("limit", "offset"))
        order = query.args.get("order")
        if order is not None and not bounded and query is not tree:
            message = "ORDER BY inside a query needs TOP or OFFSET in T-SQL"
            yield ForeignForm(order, message, "order the outermost query")


def _top(tree: exp.Expr) -> Iterator[ForeignForm]:
    """TOP beside OFFSET (Msg 10741), WITH TIES without an order (Msg 1062), a part of a row (Msg 1060)."""
    for limit in tree.find_all(exp.Limit):
        query, options = limit.parent, limit.args.get("limit_options")
        if query is None:
            continue
        if query.args.get("offset") is not None:
            yield ForeignForm(
                limit.expression, "TOP and OFFSET exclude each other", "write FETCH NEXT 5 ROWS ONLY"
            )
        if options is not None and options.args.get("with_ties") and query.args.get("order") is None:
            yield ForeignForm(limit.expression, "WITH TIES without ORDER BY", "say in which order rows tie")
        is_share = options is not None and options.args.get("percent")
        number = limit.expression.unnest()
        if isinstance(number, exp.Literal) and not number.is_int and not is_share:
            yield ForeignForm(number, "TOP takes a whole number of rows", "write PERCENT for a share of them")
        if is_share and isinstance(number, exp.Literal) and number.is_number and float(number.name) > ALL:
            yield ForeignForm(number, f"TOP PERCENT takes 0 to {ALL}", "write the share that is meant")


def _offset_without_order(tree: exp.Expr) -> Iterator[ForeignForm]:
    """OFFSET belongs to ORDER BY (Msg 102)."""
    for query in tree.find_all(exp.Select, exp.SetOperation):
        offset = query.args.get("offset")
        if offset is not None and query.args.get("order") is None:
            yield ForeignForm(offset, "OFFSET without ORDER BY", "say in which order rows are left out")


def _keys_without_order(tree: exp.Expr) -> Iterator[ForeignForm]:
    """A column that is ordered by twice (Msg 169), and a key that is the same in every row (Msg 408)."""
    for order in tree.find_all(exp.Order):
        if not isinstance(order.parent, exp.Select | exp.SetOperation):
            continue
        seen: list[exp.Expr] = []
        for key in (ordered.this.unnest() for ordered in order.expressions):
            if key in seen:
                yield ForeignForm(key, "ORDER BY holds this twice", "leave the second one out")
            elif not _is_position(key) and key.find(*VARYING) is None:
                yield ForeignForm(key, "ORDER BY takes no constant in T-SQL", "leave it out")
            seen.append(key)


def _is_position(key: exp.Expr) -> bool:
    return isinstance(key, exp.Literal) and key.is_int


VARYING: Final = (exp.Column, exp.Query, exp.AggFunc, exp.Window, exp.Placeholder, exp.Parameter)
"""What may differ from row to row, or is not known before the query runs."""

ALL: Final = 100
"""Per cent."""

ORDER_RULES: Final[tuple[Callable[[exp.Expr], Iterator[ForeignForm]], ...]] = (
    _order_inside,
    _top,
    _offset_without_order,
    _keys_without_order,
)
