"""Columns of inner queries that hold nothing but NULL: in PostgreSQL they are of type text.

https://www.postgresql.org/docs/current/typeconv-select.html. SQL Server would make them columns of type int, with which no
text meets.
"""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from compiler.ir.analysed import AnalysedColumn
from compiler.stages.analyse.binding import Binding, typed
from compiler.types.common import TEXT
from compiler.types.families import family


def settled(
    query: exp.Expr, columns: tuple[AnalysedColumn, ...], binding: Binding
) -> tuple[AnalysedColumn, ...]:
    """The columns of a query that others read, with every NULL that makes up a column of its own cast to text."""
    if not binding.is_postgres:
        return columns
    return tuple(_settled(query, at, column) for at, column in enumerate(columns))


def _settled(query: exp.Expr, at: int, column: AnalysedColumn) -> AnalysedColumn:
    if family(column.type) != "null":
        return column
    for item in items_at(query, at):
        item.replace(typed(exp.Cast(this=item.copy(), to=TEXT.copy()), TEXT, True))
    return replace(column, type=TEXT)


def items_at(query: exp.Expr, at: int) -> list[exp.Expr]:
    """The expressions that make a column of a query, through nested set operations."""
    inner = query.unnest() if isinstance(query, exp.Subquery) else query
    if isinstance(inner, exp.SetOperation):
        return [*items_at(inner.this, at), *items_at(inner.expression, at)]
    if isinstance(inner, exp.Select) and at < len(inner.expressions):
        return [inner.expressions[at].unalias()]
    return []
