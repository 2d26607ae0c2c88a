"""DuckDB's `FROM a JOIN b ON ... SELECT ...`, whose joins sqlglot's parser leaves at the first table.

https://duckdb.org/docs/stable/sql/query_syntax/from#from-first-syntax
"""

from __future__ import annotations

from sqlglot import exp


def with_joins_of_query(tree: exp.Expr) -> exp.Expr:
    """The tree with the joins of a table that stands directly in FROM at the query, where those of any other query are."""
    for select in tree.find_all(exp.Select):
        first = select.args["from_"].this if select.args.get("from_") else None
        joins = first.args.get("joins") if first is not None else None
        if first is not None and joins:
            first.set("joins", None)
            select.set("joins", [*joins, *(select.args.get("joins") or [])])
    return tree
