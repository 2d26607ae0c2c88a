"""ORDER BY, DISTINCT ON, LIMIT and OFFSET, with the names and ordinals that the dialects allow in them.

PostgreSQL: a bare name in ORDER BY is an output column if there is one, else an input column; inside an expression only an
input column (https://www.postgresql.org/docs/current/sql-select.html#SQL-ORDERBY). DuckDB alike, and there an output
column also inside an expression where no input column has the name.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.diagnostics.codes import sql as codes
from compiler.ir.analysed import STANDS_FOR, AnalysedColumn
from compiler.stages.analyse.binding import called, did_you_mean, typed, written_at
from compiler.stages.analyse.coercion import coerce, is_adaptable
from compiler.stages.analyse.scope import Scope
from compiler.types.common import BIGINT
from compiler.types.families import NUMERIC, family_of


def bind_order(node: exp.Select, scope: Scope) -> None:
    """ORDER BY and DISTINCT ON of a SELECT whose items are bound."""
    scope.clause = "order"
    distinct = node.args.get("distinct")
    on = distinct.args.get("on") if distinct is not None else None
    if on is not None:
        for key in list(on.expressions):
            _replace(key, _key(key, node, scope))
    order = node.args.get("order")
    if order is None:
        return
    _spell_out_all(order, len(node.expressions))
    for ordered in order.expressions:
        bound = _key(ordered.this, node, scope)
        if distinct is not None and on is None:
            bound = _distinct_key(bound, node, scope)
        _replace(ordered.this, bound)


def _replace(old: exp.Expr, new: exp.Expr) -> None:
    if new is not old:
        old.replace(new)


def _spell_out_all(order: exp.Order, count: int) -> None:
    """DuckDB's ORDER BY ALL is ORDER BY 1, 2, ..."""
    first = order.expressions[0]
    if not isinstance(first.this, exp.Var) or first.this.name.upper() != "ALL":
        return
    keys = []
    for at in range(count):
        key = first.copy()
        key.set("this", exp.Literal.number(at + 1))
        keys.append(key)
    order.set("expressions", keys)


def _key(key: exp.Expr, node: exp.Select, scope: Scope) -> exp.Expr:
    at = ordinal(key)
    if at is not None:
        return item_at(at, key, node, scope)
    named = _named(key, node, scope)
    if named is not None:
        return named
    scope.alias_fallback = not scope.binding.is_postgres
    bound = scope.binding.bind(key, scope)
    scope.alias_fallback = False
    return bound


def ordinal(key: exp.Expr) -> int | None:
    """The position that a bare whole number in GROUP BY or ORDER BY names."""
    whole = isinstance(key, exp.Literal) and not key.args.get("is_string") and key.name.isdigit()
    return int(key.name) if whole else None


def item_at(at: int, key: exp.Expr, node: exp.Select, scope: Scope) -> exp.Expr:
    """A copy of the item of the select list at a position from 1."""
    if not 1 <= at <= len(node.expressions):
        message = f"position {at} is not in the select list, which has {len(node.expressions)} items"
        return scope.binding.refuse(key, codes.COLUMN_COUNT, message)
    item: exp.Expr = node.expressions[at - 1].this
    return called(item.copy(), key)


def _named(key: exp.Expr, node: exp.Select, scope: Scope) -> exp.Expr | None:
    if not isinstance(key, exp.Column) or key.args.get("table") is not None or isinstance(key.this, exp.Star):
        return None
    name = scope.binding.folded(key.this).lower()
    found = [item.this for item in node.expressions if item.alias.lower() == name]
    distinct = list(dict.fromkeys(found))
    if len(distinct) > 1:
        message = f"`{key.name}` names {len(found)} columns of the result"
        return scope.binding.refuse(
            key, codes.AMBIGUOUS_COLUMN, message, "write its position or its table's alias"
        )
    return called(distinct[0].copy(), key) if distinct else None


def _distinct_key(bound: exp.Expr, node: exp.Select, scope: Scope) -> exp.Expr:
    """A key of SELECT DISTINCT: the name of the output column that it equals; in DuckDB also what is computed of such columns."""
    plain = bound.unnest() if isinstance(bound, exp.Paren) else bound
    for at, item in enumerate(node.expressions):
        if item.this.unnest() == plain:
            reference = output_reference(at, [found.alias for found in node.expressions], bound)
            reference.meta[STANDS_FOR] = bound
            return reference
    if not scope.binding.is_postgres and _is_computed_of(
        plain, [item.this.unnest() for item in node.expressions]
    ):
        return bound
    if family_of(bound) != "unknown":
        message = "with SELECT DISTINCT, ORDER BY takes columns of the select list only"
        scope.binding.refuse(bound, codes.MISPLACED, message, "add it to the select list")
    return bound


def _is_computed_of(key: exp.Expr, items: list[exp.Expr]) -> bool:
    """Whether an expression is made of items of the select list alone, so that each distinct row has one value of it."""
    if key in items:
        return True
    if isinstance(key, exp.Column | exp.Query | exp.AggFunc | exp.Window):
        return False
    return all(_is_computed_of(part, items) for part in key.iter_expressions())


def output_reference(at: int, names: list[str], like: exp.Expr) -> exp.Expr:
    """A bare reference to an output column; its position where the name is not its own alone."""
    name = names[at]
    unique = name != "" and [found.lower() for found in names].count(name.lower()) == 1
    node = exp.Column(this=exp.Identifier(this=name, quoted=True)) if unique else exp.Literal.number(at + 1)
    result = typed(node, like.type or BIGINT, bool(like.meta.get("nullable", True)))
    result.meta.update(written_at(like))
    return result


def order_set_operation(
    node: exp.Expr, columns: tuple[AnalysedColumn, ...], scope: Scope
) -> tuple[AnalysedColumn, ...]:
    """ORDER BY, LIMIT and OFFSET over a set operation or a bracketed query: output names and positions only."""
    order = node.args.get("order")
    if order is not None:
        _spell_out_all(order, len(columns))
        for ordered in order.expressions:
            _replace(ordered.this, _output_key(ordered.this, columns, scope))
    bind_limits(node, scope)
    return columns


def _output_key(key: exp.Expr, columns: tuple[AnalysedColumn, ...], scope: Scope) -> exp.Expr:
    names = [column.name for column in columns]
    at = _output_position(key, names, scope)
    if at is None or not 0 <= at < len(columns):
        message = "ORDER BY of a set operation takes names or positions of its columns"
        remedy = did_you_mean(key.name, names) if key.name else "put the set operation into a subquery"
        return scope.binding.refuse(key, codes.UNKNOWN_COLUMN, message, remedy)
    like = typed(exp.Null(), columns[at].type, columns[at].nullable)
    like.meta.update(written_at(key))
    return output_reference(at, names, like)


def _output_position(key: exp.Expr, names: list[str], scope: Scope) -> int | None:
    position = ordinal(key)
    if position is not None:
        return position - 1
    if not isinstance(key, exp.Column) or isinstance(key.this, exp.Star):
        return None
    wanted = scope.binding.folded(key.this).lower()
    return next((at for at, name in enumerate(names) if name.lower() == wanted), None)


def bind_limits(node: exp.Expr, scope: Scope) -> None:
    """LIMIT, FETCH and OFFSET: whole numbers, parameters, expressions without columns."""
    scope.clause = "limit"
    limit, offset = node.args.get("limit"), node.args.get("offset")
    if isinstance(limit, exp.Limit | exp.Fetch):
        name = "count" if isinstance(limit, exp.Fetch) else "expression"
        _count(limit.args.get(name), scope)
    if offset is not None:
        _count(offset.args.get("expression"), scope)


def _count(node: exp.Expr | None, scope: Scope) -> None:
    if node is None or isinstance(node, exp.Var):
        return
    bound = scope.binding.bind(node, Scope(scope.binding, None, scope.ctes, clause="limit"))
    if is_adaptable(bound):
        bound = coerce(bound, BIGINT, scope.binding)
    if family_of(bound) not in NUMERIC | {"unknown", "null"}:
        scope.binding.refuse(bound, codes.WRONG_TYPES, "a number of rows is needed here")
