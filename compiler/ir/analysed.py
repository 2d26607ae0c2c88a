"""A query that is understood: every name resolved, every expression typed, every value a parameter.

`analyse` makes it, `legalise` (SQL Server) and `emit` (DuckDB) take it. What holds of `AnalysedQuery.tree`, a
sqlglot tree that the taker owns and may change in place:

Names
    Every `exp.Table` that stands for a table of the catalog has `db` and `this` as quoted identifiers in the
    catalog's own case, and an alias. A reference to a CTE is an `exp.Table` without `db`, with an alias.
    Every derived table, VALUES, LATERAL and table function in FROM has an alias.
    Every `exp.Column` has `table` (the alias of a source of its own or of an enclosing query) and `this`, both quoted. Bare,
    without `table`, stands only an ORDER BY key of a SELECT DISTINCT or a set operation: the name of an output column, or,
    where that name is not its own alone, its position as an `exp.Literal`. Stars are expanded (`COUNT(*)` keeps its
    `exp.Star`); USING and NATURAL are rewritten to ON; a merged column of a FULL JOIN is COALESCE of both sides.
    Every item of a select list is an `exp.Alias` whose alias is the column's name in the result. Two items of the outermost
    list may carry the same name; in derived tables and CTEs they have been given names of their own.
    Ordinals and aliases in GROUP BY, HAVING, QUALIFY, WHERE and ORDER BY are replaced by copies of the expressions
    they stand for, in the way of the author's dialect; GROUP BY ALL and ORDER BY ALL, PIVOT, UNPIVOT and UNION BY NAME are
    written out; a function that returns rows has moved from the select list to FROM; the parts of a copy keep the places
    where they are written.

Types
    Every expression carries `.type`, an `exp.DataType` in the terms of `compiler.types.families`: a column of the
    catalog has SQL Server's own type (NVARCHAR(50), DATETIME, MONEY, BOOLEAN for bit); what is computed has the type that
    the author's dialect gives it. `is_nullable(node)` tells whether NULL can come out; it is True where not known.
    A text literal that the dialect reads as another type (`d >= '2024-01-01'`) stands in an `exp.Cast` to that type.

Values
    A bound value is `exp.Parameter(this=exp.Var(this=name))`, `name` as in the emitted statement without its mark, with
    `.type`. `is_many(node)` tells a list; it stands only as the single item of `exp.In(expressions=[...])`, and its
    `.type` is the type of one element. Moments are made of the parameter `now` (TIMESTAMPTZ, the moment of the view in the
    tenant's zone): now() is the parameter itself, current_date `CAST(now AS DATE)`, localtimestamp `CAST(now AS TIMESTAMP)`.

Positions
    `meta` of identifiers, literals and functions keeps sqlglot's `start` and `end` (inclusive), offsets into the query's text.
    A column that a star, USING or a merged name stands for has the place of that; `is_from_star(node)` tells the first.
    A column of a copy that an alias or ordinal stands for knows the place of that too, by `called_at(node)`.
    `place(node)` is the offset of the first token under a node; `SqlFault` is made from it by `line_and_column`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from compiler.ir.query import SourceDialect, SqlFault, Version
from schemas.bundle.objects import ParameterSource
from schemas.resources.base import TextComparison

NULLABLE = "nullable"
MANY = "many"
STAR = "star"
CALLED = "called"
LEFT_OUT = "left_out"
STANDS_FOR = "stands_for"
HIDDEN = "hidden"


@dataclass(frozen=True)
class AnalysedParameter:
    """A value that the statement binds. `type` is the author's type; the target's word for it is given when printed."""

    name: str
    type: exp.DataType
    source: ParameterSource
    many: bool = False


@dataclass(frozen=True)
class AnalysedColumn:
    """A column of a result or a table as the author's dialect has it; `hidden` are those of a table that a star does not show."""

    name: str
    type: exp.DataType
    nullable: bool
    hidden: bool = False


@dataclass(frozen=True)
class Shipped:
    """What is sent for a query written in T-SQL: the author's tokens, identifiers in brackets.

    `functions` are those that it calls, each with the first version of SQL Server that has it.
    """

    sql: str
    functions: tuple[tuple[str, Version], ...]


@dataclass(frozen=True)
class AnalysedQuery:
    """One variant of a query. `tables` are `schema.table` in the catalog's case, sorted.

    `shipped` is there for dialect `tsql` alone, which neither `legalise` nor `emit` touch.
    """

    tree: exp.Expr
    text: str
    dialect: SourceDialect
    columns: tuple[AnalysedColumn, ...]
    parameters: tuple[AnalysedParameter, ...]
    tables: tuple[str, ...]
    timezone: str = "UTC"
    text_comparison: TextComparison = "database"
    shipped: Shipped | None = None


def is_nullable(node: exp.Expr) -> bool:
    """Whether the expression can be NULL; True where nothing is known."""
    return bool(node.meta.get(NULLABLE, True))


def is_many(node: exp.Expr) -> bool:
    """Whether a parameter node stands for a list of values."""
    return bool(node.meta.get(MANY, False))


def is_from_star(node: exp.Expr) -> bool:
    """Whether a column was not named, but is one of those that a star stands for."""
    return bool(node.meta.get(STAR, False))


def called_at(node: exp.Expr) -> tuple[int, int] | None:
    """Of a column in a copy: where the alias or position stands that is written in its place, both ends inclusive."""
    found: tuple[int, int] | None = node.meta.get(CALLED)
    return found


def stands_for(node: exp.Expr) -> exp.Expr | None:
    """Of the bare name or position of an output column, which a key of SELECT DISTINCT became: the key as it was bound."""
    found: exp.Expr | None = node.meta.get(STANDS_FOR)
    return found


def left_out(select: exp.Expr) -> tuple[exp.Expr, ...]:
    """The columns that a SELECT names only to leave them out, by EXCLUDE or REPLACE."""
    found: tuple[exp.Expr, ...] = select.meta.get(LEFT_OUT, ())
    return found


def place(node: exp.Expr) -> int | None:
    """The offset in the query's text of the first token under a node, if any of its tokens is known."""
    own = node.meta.get("start")
    if own is not None:
        return int(own)
    starts = (found.meta["start"] for found in node.walk() if "start" in found.meta)
    return min(starts, default=None)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column from 1 of an offset into `text`."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


@dataclass(frozen=True)
class Analysis:
    """All variants of a query by the set of optional viewer parameters left out, or the faults found; doubts in any case."""

    variants: Mapping[frozenset[str], AnalysedQuery]
    faults: tuple[SqlFault, ...]
    used_parameters: frozenset[str]
    doubts: tuple[SqlFault, ...] = ()
