"""Functions that return rows in a select list: moved to FROM, where they mean the same.

`SELECT a, unnest(b) AS c FROM t` is `SELECT a, s.c FROM t CROSS JOIN LATERAL unnest(b) AS s(c)`: one row for each element, and
none where there is none (https://www.postgresql.org/docs/current/xfunc-sql.html#XFUNC-SQL-FUNCTIONS-RETURNING-SET). That
holds for one such function, alone in its item or cast there, in a query that neither groups nor aggregates; anything else is refused.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.stages.analyse.functions.aggregates import holds_aggregate
from compiler.stages.analyse.scope import Scope

_EXPANDING = (exp.Explode, exp.ExplodingGenerateSeries, exp.Unnest)
VALUE = "value"


def move_to_from(node: exp.Select, scope: Scope) -> None:
    """Move the function that returns rows from the select list to FROM, if there is one."""
    found = [(item, function) for item in node.expressions if (function := _expanding(item)) is not None]
    if not found:
        return
    item, function = found[0]
    if len(found) > 1 or not _is_alone(item, function) or _groups(node):
        message = "a function that returns rows stands here beside others, or in a query that groups"
        scope.binding.refuse(function, codes.MISPLACED, message, "write it in FROM")
        return
    name = scope.binding.new_name()
    source = _source(function, name)
    column = exp.Column(
        this=exp.Identifier(this=VALUE, quoted=True), table=exp.Identifier(this=name, quoted=True)
    )
    if isinstance(item, exp.Alias):
        function.replace(column)
    else:
        item.replace(exp.Alias(this=column, alias=exp.Identifier(this=_word(function), quoted=True)))
    if node.args.get("from_") is None:
        node.set("from_", exp.From(this=source))
    else:
        node.append("joins", exp.Join(this=source, kind="CROSS"))


def _expanding(item: exp.Expr) -> exp.Expr | None:
    return next((found for found in item.walk(prune=_is_query) if isinstance(found, _EXPANDING)), None)


def _is_alone(item: exp.Expr, function: exp.Expr) -> bool:
    """Whether an item is the function, or casts of it under a name."""
    at = item.unalias()
    while isinstance(item, exp.Alias) and isinstance(at, exp.Cast):
        at = at.this
    return at is function


def _is_query(node: exp.Expr) -> bool:
    return isinstance(node, exp.Query)


def _groups(node: exp.Select) -> bool:
    if any(node.args.get(name) for name in ("group", "having", "distinct", "qualify")):
        return True
    return any(holds_aggregate(item) for item in node.expressions)


def _word(function: exp.Expr) -> str:
    return "generate_series" if isinstance(function, exp.ExplodingGenerateSeries) else "unnest"


def _source(function: exp.Expr, name: str) -> exp.Expr:
    alias = exp.TableAlias(
        this=exp.Identifier(this=name, quoted=True), columns=[exp.Identifier(this=VALUE, quoted=True)]
    )
    if isinstance(function, exp.ExplodingGenerateSeries):
        return exp.Table(this=function.copy(), alias=alias)
    inner = function.expressions[0] if isinstance(function, exp.Unnest) else function.this
    if isinstance(inner, exp.GenerateSeries):
        return exp.Table(this=inner.copy(), alias=alias)
    return exp.Unnest(expressions=[inner.copy()], alias=alias)
