"""How many rows a query returns at most, as far as its form tells: by its LIMIT, TOP or FETCH, or by aggregating all rows."""

from __future__ import annotations

from functools import lru_cache

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from compiler.ir.query import SourceDialect

_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def row_bound(sql: str, dialect: SourceDialect) -> int | None:
    """The bound; None where the form sets none, or the text cannot be read."""
    try:
        tree = parse_one(sql, dialect=dialect)
    except SqlglotError:
        return None
    return _bound(tree)


def _bound(tree: exp.Expr) -> int | None:
    if isinstance(tree, exp.Subquery):
        inner, own = _bound(tree.this), _limit(tree)
        return min(inner, own) if inner is not None and own is not None else inner or own
    limit = _limit(tree)
    if limit is not None:
        return limit
    if isinstance(tree, exp.Union) and not isinstance(tree, exp.Except | exp.Intersect):
        sides = [_bound(tree.this), _bound(tree.expression)]
        return sum(side for side in sides if side is not None) if None not in sides else None
    return 1 if isinstance(tree, exp.Select) and _is_one_group(tree) else None


def _limit(tree: exp.Expr) -> int | None:
    """The number that LIMIT, TOP or FETCH names; PERCENT and WITH TIES bound nothing."""
    limit = tree.args.get("limit")
    if limit is None:
        return None
    options = limit.args.get("limit_options")
    if options is not None and (options.args.get("percent") or options.args.get("with_ties")):
        return None
    counted = limit.args.get("count") or limit.args.get("expression") or limit.this
    while isinstance(counted, exp.Paren):
        counted = counted.this
    is_number = isinstance(counted, exp.Literal) and not counted.is_string and counted.name.isdigit()
    return int(counted.name) if is_number else None


def _is_one_group(tree: exp.Select) -> bool:
    """Whether all rows become one: aggregates without GROUP BY, or nothing to read from."""
    if tree.args.get("group") is not None or tree.args.get("distinct") is not None:
        return False
    return any(map(_aggregates, tree.selects)) or tree.args.get("from_") is None


def _aggregates(selected: exp.Expr) -> bool:
    return any(
        found.find_ancestor(exp.Window, exp.Subquery) is None for found in selected.find_all(exp.AggFunc)
    )
