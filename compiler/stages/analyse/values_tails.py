"""ORDER BY and LIMIT behind the rows of VALUES, which T-SQL has in FROM only: a SELECT is put around the rows."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

TAILS: Final = ("order", "limit", "offset")
"""What may follow the rows; FETCH is a form of LIMIT."""


def with_rows_in_brackets(tree: exp.Expr) -> exp.Expr:
    """`VALUES (1), (2) ORDER BY 1` as `SELECT * FROM (VALUES (1), (2)) AS _values ORDER BY 1`, wherever it stands."""
    for values in list(tree.find_all(exp.Values)):
        if any(values.args.get(tail) is not None for tail in TAILS):
            select = _around(values)
            if values is tree:
                tree = select
    return tree


def _around(values: exp.Values) -> exp.Select:
    rows = exp.Values(
        expressions=values.expressions,
        alias=exp.TableAlias(this=exp.Identifier(this="_values", quoted=False)),
    )
    moved = {name: part for name in TAILS if (part := values.args.get(name)) is not None}
    select = exp.Select(expressions=[exp.Star()], from_=exp.From(this=rows), **moved)
    if values.parent is not None:
        values.replace(select)
    return select
