"""What sqlglot's parser reads in a T-SQL query and SQL Server's does not: forms of other dialects that it lets through.

Sources: https://learn.microsoft.com/sql/t-sql/queries/select-transact-sql and the pages of its clauses; the error that SQL
Server would give stands beside each rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.faults import Faults


class _Fault(NamedTuple):
    node: exp.Expr
    message: str
    remedy: str


_TRUTHS = (exp.Predicate, exp.Connector, exp.Not, exp.Escape)
_ASKING = (exp.Where, exp.Having, exp.Connector, exp.Not)
_NEED_ORDER = (
    exp.RowNumber,
    exp.Rank,
    exp.DenseRank,
    exp.Ntile,
    exp.Lag,
    exp.Lead,
    exp.FirstValue,
    exp.LastValue,
)


def refuse_foreign_forms(tree: exp.Expr, faults: Faults) -> None:
    """Reports every form that is none of T-SQL's."""
    for rule in _RULES:
        for found in rule(tree):
            faults.report(codes.SYNTAX, found.message, found.node, found.remedy)


def _values_as_conditions(tree: exp.Expr) -> Iterator[_Fault]:
    """`WHERE flag` (Msg 4145)."""
    for holder in tree.find_all(*_ASKING, exp.Join, exp.If):
        for asked in _asked(holder):
            node = asked.unnest()
            if not isinstance(node, _TRUTHS):
                yield _Fault(node, "a value is no condition in T-SQL", "compare it: flag = 1")


def _asked(holder: exp.Expr) -> list[exp.Expr]:
    if isinstance(holder, exp.Join):
        condition = holder.args.get("on")
        return [] if condition is None else [condition]
    return [holder.this, holder.expression] if isinstance(holder, exp.Connector) else [holder.this]


def _constants_as_groups(tree: exp.Expr) -> Iterator[_Fault]:
    """`GROUP BY 1` (Msg 164)."""
    for group in tree.find_all(exp.Group):
        for key in group.expressions:
            if not isinstance(key.unnest(), exp.Tuple) and key.find(exp.Column) is None:
                message = "GROUP BY takes no position and no constant in T-SQL"
                yield _Fault(key, message, "write the column or the expression again")


def _distinct_on(tree: exp.Expr) -> Iterator[_Fault]:
    for distinct in tree.find_all(exp.Distinct):
        if distinct.args.get("on") is not None:
            yield _Fault(
                distinct, "DISTINCT ON is not T-SQL", "number the rows with ROW_NUMBER() and keep the first"
            )


def _order_inside(tree: exp.Expr) -> Iterator[_Fault]:
    """ORDER BY of a subquery without TOP or OFFSET (Msg 1033)."""
    for query in tree.find_all(exp.Select, exp.SetOperation):
        bounded = any(query.args.get(name) is not None for name in ("limit", "offset"))
        order = query.args.get("order")
        if order is not None and not bounded and query is not tree:
            message = "ORDER BY inside a query needs TOP or OFFSET in T-SQL"
            yield _Fault(order, message, "order the outermost query")


def _offset_without_order(tree: exp.Expr) -> Iterator[_Fault]:
    """OFFSET belongs to ORDER BY (Msg 102)."""
    for query in tree.find_all(exp.Select, exp.SetOperation):
        offset = query.args.get("offset")
        if offset is not None and query.args.get("order") is None:
            yield _Fault(offset, "OFFSET without ORDER BY", "say in which order rows are left out")


def _rows_as_values(tree: exp.Expr) -> Iterator[_Fault]:
    """`(a, b) IN (...)` (Msg 4145)."""
    for row in tree.find_all(exp.Tuple):
        if row.find_ancestor(exp.Values, exp.GroupingSets, exp.Rollup, exp.Cube) is None and row.expressions:
            yield _Fault(
                row, "T-SQL has no rows as values", "compare column by column with AND, or with EXISTS"
            )


def _windows(tree: exp.Expr) -> Iterator[_Fault]:
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
            yield _Fault(window, f"{called.sql_name()} needs ORDER BY in its OVER", "say in which order")
        if called.find(exp.Distinct) is not None:
            yield _Fault(
                window, "DISTINCT in a windowed aggregate is not T-SQL", "count in a query of its own"
            )
        spec = window.args.get("spec")
        if spec is not None and spec.args.get("kind") == "RANGE" and _has_distance(spec):
            yield _Fault(window, "RANGE with a distance is not T-SQL", "write ROWS, or a query of its own")


def _has_distance(spec: exp.Expr) -> bool:
    return any(isinstance(spec.args.get(end), exp.Expr) for end in ("start", "end"))


def _sets_with_all(tree: exp.Expr) -> Iterator[_Fault]:
    for sets in tree.find_all(exp.Except, exp.Intersect):
        if sets.args.get("distinct") is False:
            word = type(sets).__name__.upper()
            yield _Fault(
                sets.expression, f"{word} ALL is not T-SQL", f"write {word}, which gives each row once"
            )


def _aggregates_inside(tree: exp.Expr) -> Iterator[_Fault]:
    """An aggregate of an aggregate or of a subquery (Msg 130)."""
    for outer in tree.find_all(exp.AggFunc):
        over = isinstance(outer.parent, exp.Window)
        inside = [node for node in outer.find_all(exp.AggFunc, exp.Query) if node is not outer]
        if inside and (isinstance(inside[0], exp.Query) or not over):
            message = "an aggregate takes neither an aggregate nor a subquery in T-SQL"
            yield _Fault(inside[0], message, "compute it in a derived table first")


def _derived_tables(tree: exp.Expr) -> Iterator[_Fault]:
    """A derived table has a name (Msg 102), and each of its columns one of its own (Msg 8155, 8156)."""
    for derived in tree.find_all(exp.Subquery):
        if isinstance(derived.parent, exp.From | exp.Join) and isinstance(derived.this, exp.Query):
            if not derived.alias:
                yield _Fault(derived, "a derived table needs a name in T-SQL", "write AS t after it")
            yield from _column_names(derived, derived.this)
    for cte in tree.find_all(exp.CTE):
        if isinstance(cte.this, exp.Query):
            yield from _column_names(cte, cte.this)


def _column_names(holder: exp.Expr, query: exp.Query) -> Iterator[_Fault]:
    alias = holder.args.get("alias")
    if alias is not None and alias.args.get("columns"):
        return
    seen: set[str] = set()
    for column in query.selects:
        name = column.output_name.lower()
        if column.is_star:
            continue
        if not name:
            yield _Fault(column, "a column of a derived table needs a name", "write AS name after it")
        elif name in seen:
            yield _Fault(
                column, f"`{column.output_name}` is the name of two columns", "give one another name"
            )
        seen.add(name)


_RULES: tuple[Callable[[exp.Expr], Iterator[_Fault]], ...] = (
    _values_as_conditions,
    _constants_as_groups,
    _distinct_on,
    _order_inside,
    _offset_without_order,
    _rows_as_values,
    _windows,
    _sets_with_all,
    _aggregates_inside,
    _derived_tables,
)
