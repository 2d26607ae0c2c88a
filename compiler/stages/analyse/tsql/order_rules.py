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

ORDER_RULES: Final[tuple[Callable[[exp.Expr], Iterator[ForeignForm]], ...]] = (
    _order_inside,
    _offset_without_order,
    _keys_without_order,
)
