"""Whether a query is sure to return several rows, as its form alone tells; a metric shows one.

Only what is plain is claimed: the columns of a table without an aggregate, or with GROUP BY. A condition that
compares with `=` may choose one row, and so may LIMIT 1, so that neither is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sqlglot import exp

from compiler.ir.from_items import from_items
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.parse import parse


@lru_cache(maxsize=2_000)
def returns_several_rows(sql: str, dialect: SourceDialect) -> bool:
    """Whether the author's query is one that returns several rows as soon as its tables hold several."""
    tree = parse(dialect, Faults(sql))
    return isinstance(tree, exp.Query) and _several(tree, {})


def _several(query: exp.Expr, outer: Mapping[str, exp.Expr]) -> bool:
    if not isinstance(query, exp.Select):
        return False
    named = {**outer, **{cte.alias.lower(): cte.this for cte in query.ctes}}
    if query.args.get("limit") or query.args.get("qualify") or _chooses(query):
        return False
    if query.args.get("group"):
        return True
    if any(_aggregates(item) for item in query.expressions) or query.args.get("having"):
        return False
    return any(_source_has_several(node, named) for node in from_items(query))


def _chooses(query: exp.Select) -> bool:
    """Whether a condition may leave one row."""
    where = query.args.get("where")
    return where is not None and where.find(exp.EQ) is not None


def _aggregates(item: exp.Expr) -> bool:
    """Whether an item of the select list aggregates the whole query: not in a window, not in a query of its own."""
    return any(
        found.find_ancestor(exp.Window, exp.Subquery) is None for found in item.find_all(exp.AggFunc)
    ) or any(isinstance(found, exp.Anonymous) for found in item.walk())


def _source_has_several(node: exp.Expr, named: Mapping[str, exp.Expr]) -> bool:
    if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
        inner = named.get(node.name.lower()) if not node.args.get("db") else None
        return _several(inner, named) if inner is not None and inner is not node else inner is None
    return isinstance(node, exp.Subquery) and _several(node.this, named)
