"""Queries inside expressions: scalar subqueries, EXISTS, IN (SELECT ...), ARRAY(SELECT ...)."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import AnalysedColumn, is_nullable
from compiler.stages.analyse import queries
from compiler.stages.analyse.binding import typed
from compiler.stages.analyse.coercion import coerce, is_adaptable, spoken
from compiler.stages.analyse.comparisons import comparable
from compiler.stages.analyse.scope import Scope
from compiler.stages.analyse.untyped_columns import settled
from compiler.types.common import BOOLEAN

Bind = Callable[[exp.Expr, Scope], exp.Expr]
Rule = Callable[[exp.Expr, Scope, Bind], exp.Expr]


def bind_scalar(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`(SELECT ...)` as a value: one column, NULL where no row is found."""
    query = node.this if isinstance(node, exp.Subquery) else node
    columns = settled(query, queries.bind_query(query, scope), scope.binding)
    if len(columns) != 1:
        message = f"a subquery that is a value returns one column, and this one {len(columns)}"
        return scope.binding.refuse(node, codes.COLUMN_COUNT, message)
    return typed(node, columns[0].type, columns[0].nullable or not _always_one_row(query))


def _always_one_row(query: exp.Expr) -> bool:
    inner = query.unnest() if isinstance(query, exp.Subquery) else query
    if not isinstance(inner, exp.Select) or any(
        inner.args.get(part) for part in ("group", "having", "limit", "offset", "qualify")
    ):
        return False
    return all(_is_aggregate(item.unalias()) for item in inner.expressions)


def _is_aggregate(node: exp.Expr) -> bool:
    return isinstance(node, exp.AggFunc)


def bind_exists(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """`EXISTS (SELECT ...)`."""
    inner = node.this.unnest() if isinstance(node.this, exp.Subquery) else node.this
    if not isinstance(inner, exp.Query):
        return scope.binding.refuse(node, codes.SYNTAX, "EXISTS is asked of a query")
    if isinstance(inner, exp.Select) and not inner.expressions:
        inner.set("expressions", [exp.Literal.number(1)])
    queries.bind_query(inner, scope)
    return typed(node, BOOLEAN, False)


def bind_in_subquery(node: exp.Expr, left: exp.Expr, scope: Scope) -> exp.Expr:
    """`a IN (SELECT b ...)`, `(a, b) IN (SELECT c, d ...)`."""
    columns = queries.bind_query(node.args["query"].unnest(), scope)
    ones = left.expressions if isinstance(left, exp.Tuple) else [left]
    if len(ones) != len(columns):
        message = f"{len(ones)} compared with {len(columns)} columns"
        return scope.binding.refuse(node, codes.COLUMN_COUNT, message)
    for one, column in zip(list(ones), columns, strict=True):
        _compare(one, column, scope)
    node.args["query"].type = columns[0].type
    return typed(node, BOOLEAN, is_nullable(left) or any(column.nullable for column in columns))


def _compare(one: exp.Expr, column: AnalysedColumn, scope: Scope) -> None:
    if is_adaptable(one):
        coerce(one, column.type, scope.binding)
    elif not comparable(one.type, column.type):
        message = f"{spoken(one)} compared with the subquery's `{column.name}`, which is of another type"
        scope.binding.refuse(one, codes.WRONG_TYPES, message, "cast one side")


def bind_any(node: exp.Expr, scope: Scope, bind: Bind) -> exp.Expr:
    """ANY and ALL outside a comparison have no meaning."""
    return scope.binding.refuse(node, codes.SYNTAX, "ANY and ALL stand on the right of a comparison")


RULES: dict[type[exp.Expr], Rule] = {
    exp.Subquery: bind_scalar,
    exp.Select: bind_scalar,
    exp.Union: bind_scalar,
    exp.Except: bind_scalar,
    exp.Intersect: bind_scalar,
    exp.Values: bind_scalar,
    exp.Exists: bind_exists,
    exp.Any: bind_any,
    exp.All: bind_any,
}
