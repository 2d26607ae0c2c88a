"""What sqlglot's parser reads in a T-SQL query and SQL Server's does not: forms of other dialects that it lets through.

Sources: https://learn.microsoft.com/sql/t-sql/queries/select-transact-sql and the pages of its clauses; the error that SQL
Server would give stands beside each rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.tsql.foreign_form import ForeignForm
from compiler.stages.analyse.tsql.order_rules import ORDER_RULES
from compiler.stages.analyse.tsql.recursion_rules import RECURSION_RULES
from compiler.stages.analyse.tsql.window_rules import WINDOW_RULES

_TRUTHS = (exp.Predicate, exp.Connector, exp.Not, exp.Escape)
_ASKING = (exp.Where, exp.Having, exp.Connector, exp.Not)


def refuse_foreign_forms(tree: exp.Expr, faults: Faults) -> None:
    """Reports every form that is none of T-SQL's."""
    for rule in _RULES:
        for found in rule(tree):
            faults.report(codes.SYNTAX, found.message, found.node, found.remedy)


def _values_as_conditions(tree: exp.Expr) -> Iterator[ForeignForm]:
    """`WHERE flag` (Msg 4145)."""
    for holder in tree.find_all(*_ASKING, exp.Join, exp.If):
        for asked in _asked(holder):
            node = asked.unnest()
            if not isinstance(node, _TRUTHS):
                yield ForeignForm(node, "a value is no condition in T-SQL", "compare it: flag = 1")


def _asked(holder: exp.Expr) -> list[exp.Expr]:
    if isinstance(holder, exp.Join):
        condition = holder.args.get("on")
        return [] if condition is None else [condition]
    if isinstance(holder, exp.If) and isinstance(holder.parent, exp.Case) and holder.parent.this is not None:
        return []  # CASE a WHEN 1: a value to compare with
    return [holder.this, holder.expression] if isinstance(holder, exp.Connector) else [holder.this]


def _constants_as_groups(tree: exp.Expr) -> Iterator[ForeignForm]:
    """`GROUP BY 1` (Msg 164)."""
    for group in tree.find_all(exp.Group):
        for key in _group_keys(group):
            if not isinstance(key.unnest(), exp.Tuple) and key.find(exp.Column) is None:
                message = "GROUP BY takes no position and no constant in T-SQL"
                yield ForeignForm(key, message, "write the column or the expression again")


def _group_keys(group: exp.Group) -> Iterator[exp.Expr]:
    """What is grouped by, also in ROLLUP, CUBE and GROUPING SETS."""
    waiting = [*group.expressions, *(group.args.get("rollup") or ()), *(group.args.get("cube") or ())]
    waiting += group.args.get("grouping_sets") or ()
    while waiting:
        key = waiting.pop()
        if isinstance(key, exp.Rollup | exp.Cube | exp.GroupingSets | exp.Tuple):
            waiting += key.expressions
        else:
            yield key


def _grouping_without_groups(tree: exp.Expr) -> Iterator[ForeignForm]:
    """`GROUPING(a)` without GROUP BY (Msg 8165)."""
    for node in tree.find_all(exp.Grouping, exp.GroupingId):
        around = node.find_ancestor(exp.Query)
        if around is not None and around.args.get("group") is None:
            yield ForeignForm(node, "GROUPING asks about GROUP BY, which this query has not", "leave it out")


def _schemas_before_aliases(tree: exp.Expr) -> Iterator[ForeignForm]:
    """`dbo.o.id` where `o` is an alias or of another schema (Msg 4104)."""
    tables = [table for table in tree.find_all(exp.Table) if not table.alias]
    for column in tree.find_all(exp.Column):
        wanted = (column.db.lower(), column.table.lower())
        if column.db and not any((t.db.lower() or "dbo", t.name.lower()) == wanted for t in tables):
            message = f"`{column.db}.{column.table}` is no table of this query"
            yield ForeignForm(column, message, "before an alias stands no schema")


def _distinct_on(tree: exp.Expr) -> Iterator[ForeignForm]:
    for distinct in tree.find_all(exp.Distinct):
        if distinct.args.get("on") is not None:
            yield ForeignForm(
                distinct, "DISTINCT ON is not T-SQL", "number the rows with ROW_NUMBER() and keep the first"
            )


def _rows_as_values(tree: exp.Expr) -> Iterator[ForeignForm]:
    """`(a, b) IN (...)` (Msg 4145)."""
    for row in tree.find_all(exp.Tuple):
        around = row.find_ancestor(
            exp.Values, exp.GroupingSets, exp.Rollup, exp.Cube, exp.Distinct, exp.Query
        )
        if isinstance(around, exp.Query | None) and row.expressions:
            yield ForeignForm(
                row, "T-SQL has no rows as values", "compare column by column with AND, or with EXISTS"
            )


def _sets_with_all(tree: exp.Expr) -> Iterator[ForeignForm]:
    for sets in tree.find_all(exp.Except, exp.Intersect):
        if sets.args.get("distinct") is False:
            word = type(sets).__name__.upper()
            yield ForeignForm(
                sets.expression, f"{word} ALL is not T-SQL", f"write {word}, which gives each row once"
            )


def _aggregates_inside(tree: exp.Expr) -> Iterator[ForeignForm]:
    """An aggregate of an aggregate or of a subquery (Msg 130)."""
    for outer in tree.find_all(exp.AggFunc):
        over = isinstance(outer.parent, exp.Window)
        inside = [node for node in outer.find_all(exp.AggFunc, exp.Query) if node is not outer]
        if inside and (isinstance(inside[0], exp.Query) or not over):
            message = "an aggregate takes neither an aggregate nor a subquery in T-SQL"
            yield ForeignForm(inside[0], message, "compute it in a derived table first")


def _nothing_but_null(tree: exp.Expr) -> Iterator[ForeignForm]:
    """Msg 4127, 4151, 8117 and 8133."""
    for node in tree.find_all(exp.Coalesce, exp.Nullif, exp.Case, *_OF_TYPED):
        if all(isinstance(each, exp.Null) for each in _results(node)):
            message = f"{node.sql_name()} has no type in T-SQL where it is NULL whatever happens"
            yield ForeignForm(node, message, "write CAST(NULL AS int), with the type that is meant")


_OF_TYPED = (exp.Avg, exp.Count, exp.Max, exp.Min, exp.Sum)
"""Aggregates that want to know the type of what they take (Msg 8117)."""


def _results(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.Case):
        return [*(branch.args["true"] for branch in node.args["ifs"]), node.args.get("default") or exp.Null()]
    return [node.this, *(node.expressions if isinstance(node, exp.Coalesce) else [])]


_RULES: tuple[Callable[[exp.Expr], Iterator[ForeignForm]], ...] = (
    _values_as_conditions,
    _constants_as_groups,
    _grouping_without_groups,
    _schemas_before_aliases,
    _distinct_on,
    _rows_as_values,
    _sets_with_all,
    _aggregates_inside,
    _nothing_but_null,
    *ORDER_RULES,
    *RECURSION_RULES,
    *WINDOW_RULES,
)
