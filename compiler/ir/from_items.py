"""What FROM reads, in trees of sqlglot: a join in brackets, `(a JOIN b ON ...)`, is a Subquery that holds a source, not a query."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp


def is_join_in_brackets(node: exp.Expr) -> bool:
    """Whether brackets hold a join, which may begin with a derived table: `((SELECT ...) AS a JOIN b ON ...)`."""
    if not isinstance(node, exp.Subquery):
        return False
    first = node.this
    is_source = isinstance(first, exp.Subquery) and bool(first.alias or first.args.get("joins"))
    return is_source or not isinstance(first, exp.Query)


def from_items(select: exp.Expr) -> Iterator[exp.Expr]:
    """Every table, derived table and function that a SELECT reads, those of joins in brackets included."""
    first = select.args.get("from_")
    if first is not None:
        yield from _items(first.this)
    for join in select.args.get("joins") or []:
        yield from _items(join.this)


def _items(node: exp.Expr) -> Iterator[exp.Expr]:
    if is_join_in_brackets(node):
        yield from _items(node.this)
    else:
        yield node
    for join in node.args.get("joins") or []:
        yield from _items(join.this)
