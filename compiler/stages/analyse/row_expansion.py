"""Functions that return rows in a select list: moved to FROM, where they mean the same.

`SELECT a, unnest(b) AS c FROM t` is `SELECT a, s.c FROM t CROSS JOIN LATERAL unnest(b) AS s(c)`: one row for each element, and
none where there is none (https://www.postgresql.org/docs/current/xfunc-sql.html#XFUNC-SQL-FUNCTIONS-RETURNING-SET). That
holds for one such function, and for several lists that are written out, which run side by side. In a query that groups it
holds where the item is a key; anything else is refused, and so is one inside CASE and its kin, as PostgreSQL has it.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.functions.aggregates import holds_aggregate
from compiler.stages.analyse.labels import label
from compiler.stages.analyse.row_sources import JSON_ROWS
from compiler.stages.analyse.scope import Scope
from compiler.stages.analyse.spelling_out.rows import source_of, zipped

_EXPANDING = (exp.Explode, exp.ExplodingGenerateSeries, exp.Unnest)
_JSON_EXPANDING: Final = frozenset(name for name, columns in JSON_ROWS.items() if len(columns) == 1)
_CONDITIONAL = (exp.Case, exp.If, exp.Coalesce, exp.Nullif)
VALUE = "value"


def move_to_from(node: exp.Select, scope: Scope) -> None:
    """Move the functions that return rows from the select list to FROM, if there are any."""
    found = [
        (item, function)
        for item in node.expressions
        if (function := _expanding(item, scope.binding.is_postgres)) is not None
    ]
    if not found:
        return
    name = scope.binding.new_name()
    source = _source_of_all([function for _, function in found], name)
    if source is None or not all(_may_move(node, item, function, scope) for item, function in found):
        message = "a function that returns rows stands here beside others, or in a query that groups"
        scope.binding.refuse(found[0][1], codes.MISPLACED, message, "write it in FROM")
        for _, function in found:
            function.replace(exp.Null())  # told once
        return
    for at, (item, function) in enumerate(found):
        _replace_by_column(item, function, _column(name, at), scope)
    if node.args.get("from_") is None:
        node.set("from_", exp.From(this=source))
    else:
        node.append("joins", exp.Join(this=source, kind="CROSS"))


def _source_of_all(functions: list[exp.Expr], name: str) -> exp.Expr | None:
    if len(functions) == 1:
        return _source(functions[0], name)
    rows = None if any(not isinstance(each, exp.Explode) for each in functions) else zipped(
        [each.this for each in functions]
    )  # fmt: skip
    names = [exp.Identifier(this=_name(at), quoted=True) for at in range(len(functions))]
    alias = exp.TableAlias(this=exp.Identifier(this=name, quoted=True), columns=names)
    return None if rows is None else source_of(rows, alias)


def _name(at: int) -> str:
    return VALUE if at == 0 else f"{VALUE}{at + 1}"


def _column(source: str, at: int) -> exp.Column:
    return exp.Column(
        this=exp.Identifier(this=_name(at), quoted=True), table=exp.Identifier(this=source, quoted=True)
    )


def _replace_by_column(item: exp.Expr, function: exp.Expr, column: exp.Column, scope: Scope) -> None:
    name = _word(function) if item is function else label(item, scope.binding)
    if item is function:
        item.replace(exp.Alias(this=column, alias=exp.Identifier(this=name, quoted=True)))
        return
    function.replace(column)
    if not isinstance(item, exp.Alias):
        named = exp.Alias(alias=exp.Identifier(this=name or "", quoted=True))
        item.replace(named)
        named.set("this", item)


def _expanding(item: exp.Expr, postgres: bool) -> exp.Expr | None:
    return next((found for found in item.walk(prune=_is_query) if _expands(found, postgres)), None)


def _expands(node: exp.Expr, postgres: bool) -> bool:
    is_named = postgres and isinstance(node, exp.Anonymous) and node.name.lower() in _JSON_EXPANDING
    return is_named or isinstance(node, _EXPANDING)


def _may_move(node: exp.Select, item: exp.Expr, function: exp.Expr, scope: Scope) -> bool:
    """Whether the function is evaluated for every row, and before anything is grouped."""
    around = function.parent
    while around is not None and around is not node:
        if isinstance(around, _CONDITIONAL) or holds_aggregate(around):
            return False
        around = around.parent
    return not _groups(node) or _is_key(node, item, scope)


def _is_query(node: exp.Expr) -> bool:
    return isinstance(node, exp.Query)


def _groups(node: exp.Select) -> bool:
    if any(node.args.get(name) for name in ("group", "having", "qualify")):
        return True
    return any(holds_aggregate(item) for item in node.expressions)


def _is_key(node: exp.Select, item: exp.Expr, scope: Scope) -> bool:
    """Whether GROUP BY names the item by its position or its name, as PostgreSQL has it."""
    group = node.args.get("group")
    keys = group.expressions if group is not None and scope.binding.is_postgres else []
    place = str(next(at for at, each in enumerate(node.expressions, 1) if each is item))
    return any(
        (isinstance(key, exp.Literal) and not key.is_string and key.name == place)
        or (isinstance(key, exp.Column) and not key.table and key.name == item.alias)
        for key in keys
    )


def _word(function: exp.Expr) -> str:
    if isinstance(function, exp.Anonymous):
        return function.name.lower()
    return "generate_series" if isinstance(function, exp.ExplodingGenerateSeries) else "unnest"


def _source(function: exp.Expr, name: str) -> exp.Expr:
    alias = exp.TableAlias(
        this=exp.Identifier(this=name, quoted=True), columns=[exp.Identifier(this=VALUE, quoted=True)]
    )
    if isinstance(function, exp.ExplodingGenerateSeries | exp.Anonymous):
        return exp.Table(this=function.copy(), alias=alias)
    inner = function.expressions[0] if isinstance(function, exp.Unnest) else function.this
    if isinstance(inner, exp.GenerateSeries):
        return exp.Table(this=inner.copy(), alias=alias)
    return exp.Unnest(expressions=[inner.copy()], alias=alias)
