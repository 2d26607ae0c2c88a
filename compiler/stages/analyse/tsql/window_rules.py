"""Windows: what they need, what they may not hold, and where they may stand.

https://learn.microsoft.com/sql/t-sql/queries/select-over-clause-transact-sql
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlglot import exp

from compiler.stages.analyse.tsql.foreign_form import ForeignForm
from compiler.stages.analyse.tsql.order_rules import VARYING

_NEED_ORDER = (
    exp.RowNumber,
    exp.Rank,
    exp.DenseRank,
    exp.Ntile,
    exp.Lag,
    exp.Lead,
    exp.FirstValue,
    exp.LastValue,
    exp.CumeDist,
    exp.PercentRank,
)


def _windows(tree: exp.Expr) -> Iterator[ForeignForm]:
    """Msg 4112, 10759 and 4194."""
    for window in tree.find_all(exp.Window):
        called = (
            window.this.this if isinstance(window.this, exp.IgnoreNulls | exp.RespectNulls) else window.this
        )
        if (
            isinstance(called, _NEED_ORDER)
            and window.args.get("order") is None
            and not window.args.get("alias")
        ):
            yield ForeignForm(window, f"{called.sql_name()} needs ORDER BY in its OVER", "say in which order")
        if called.find(exp.Distinct) is not None:
            yield ForeignForm(
                window, "DISTINCT in a windowed aggregate is not T-SQL", "count in a query of its own"
            )
        spec = window.args.get("spec")
        if spec is not None and spec.args.get("kind") == "RANGE" and _has_distance(spec):
            yield ForeignForm(
                window, "RANGE with a distance is not T-SQL", "write ROWS, or a query of its own"
            )


def _has_distance(spec: exp.Expr) -> bool:
    return any(isinstance(spec.args.get(end), exp.Expr) for end in ("start", "end"))


def _constant_orders(tree: exp.Expr) -> Iterator[ForeignForm]:
    """`OVER (ORDER BY 1)` (Msg 5308 and 5309)."""
    for window in tree.find_all(exp.Window):
        order = window.args.get("order")
        for ordered in order.expressions if order is not None else []:
            if ordered.this.find(*VARYING) is None:
                message = "ORDER BY of a window takes no position and no constant in T-SQL"
                yield ForeignForm(ordered.this, message, "write the column; for no order (SELECT NULL)")


def _windows_without_definition(tree: exp.Expr) -> Iterator[ForeignForm]:
    """`OVER (w ORDER BY a)` where no WINDOW clause says what w is (Msg 5362)."""
    named = [window for window in tree.find_all(exp.Window) if window.arg_key == "windows"]
    defined = {window.name.lower() for window in named}
    for window in tree.find_all(exp.Window):
        name = window.args.get("alias")
        if isinstance(name, exp.Expr) and window not in named and name.name.lower() not in defined:
            yield ForeignForm(
                window, f"no WINDOW clause says what the window `{name.name}` is", "write it out"
            )


def _windows_inside(tree: exp.Expr) -> Iterator[ForeignForm]:
    """Msg 4109."""
    for window in tree.find_all(exp.Window):
        around = window.find_ancestor(exp.Window, exp.AggFunc, exp.Query)
        if not isinstance(window.parent, exp.Select) and isinstance(around, exp.Window | exp.AggFunc):
            message = "a window stands in no other window and in no aggregate"
            yield ForeignForm(window, message, "compute it in a derived table first")


def _misplaced_windows(tree: exp.Expr) -> Iterator[ForeignForm]:
    """Msg 4108."""
    for window in tree.find_all(exp.Window):
        clause = window.find_ancestor(exp.Where, exp.Having, exp.Group, exp.Join, exp.Query)
        is_named = isinstance(window.parent, exp.Select)
        if not is_named and isinstance(clause, exp.Where | exp.Having | exp.Group | exp.Join):
            message = "a window stands in the select list and in ORDER BY only"
            yield ForeignForm(window, message, "compute it in a derived table and compare its column outside")


WINDOW_RULES: Final[tuple[Callable[[exp.Expr], Iterator[ForeignForm]], ...]] = (
    _windows,
    _constant_orders,
    _misplaced_windows,
    _windows_without_definition,
    _windows_inside,
)
