"""`((SELECT ... LIMIT 5) LIMIT 2)`: what follows a query in brackets belongs to the brackets, which become a query of their own."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.ir.from_items import is_join_in_brackets

_TAILS: Final = ("order", "limit", "offset")
_NAME: Final = "_q"


def with_queries_around(tree: exp.Expr) -> exp.Expr:
    """The tree with `(SELECT ...) LIMIT 2`, inside another query, as `SELECT * FROM (SELECT ...) AS _q LIMIT 2`."""
    for node in list(tree.find_all(exp.Subquery)):
        if node is not tree and any(node.args.get(tail) for tail in _TAILS) and not is_join_in_brackets(node):
            node.replace(_queried(node))
    return tree


def _queried(node: exp.Subquery) -> exp.Expr:
    inner = exp.Subquery(this=node.this, alias=exp.TableAlias(this=exp.to_identifier(_NAME)))
    select = exp.Select(expressions=[exp.Star()], from_=exp.From(this=inner))
    for tail in _TAILS:
        select.set(tail, node.args.get(tail))
    is_bare = isinstance(node.parent, exp.Subquery) and not node.alias
    if is_bare:
        return select
    kept = {key: node.args[key] for key in ("alias", "joins", "pivots") if node.args.get(key)}
    return exp.Subquery(this=select, **kept)
