"""The columns that DuckDB's UNPIVOT turns into rows, by the names that they have.

`UNPIVOT t ON jan, feb` names them, `ON * EXCLUDE (id)` and `ON COLUMNS(* EXCLUDE (id))` leave some out, `ON COLUMNS('^m')` picks
them by a regular expression (https://duckdb.org/docs/stable/sql/statements/unpivot). The rows carry a column's own name, in the
case in which the table or the select list has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema


def unpivoted_columns(
    source: exp.Expr, listed: Sequence[exp.Expr], schema: CatalogSchema
) -> list[str] | None:
    """The names in their order; None where they cannot be known before the query is bound."""
    names = _names_of(source, schema)
    found: list[str] = []
    for item in listed:
        chosen = _chosen(item, names)
        if chosen is None:
            return None
        found.extend(chosen)
    return found or None


def _chosen(item: exp.Expr, names: list[str] | None) -> list[str] | None:
    if isinstance(item, exp.Column) and not isinstance(item.this, exp.Star):
        own = {name.lower(): name for name in names or []}
        return [own.get(item.name.lower(), item.name)]
    pattern = item.this if isinstance(item, exp.Columns) else item
    if names is None:
        return None
    if isinstance(pattern, exp.Star) and not (pattern.args.get("replace") or pattern.args.get("rename")):
        left_out = {column.name.lower() for column in pattern.args.get("except_") or []}
        return [name for name in names if name.lower() not in left_out]
    if isinstance(pattern, exp.Literal) and pattern.is_string:
        try:
            return [name for name in names if re.search(pattern.name, name)]
        except re.error:
            return None
    return None


def _names_of(source: exp.Expr, schema: CatalogSchema) -> list[str] | None:
    """The names of a source's columns: a table's from the catalog, a query's from its select list."""
    if isinstance(source, exp.Table):
        cte = _cte(source)
        if cte is not None:
            return _names_of_query(cte.this, schema) if not cte.args["alias"].args.get("columns") else None
        table = schema.find(source.name, source.db or None)
        return [column.name for column in table.columns] if table is not None else None
    inner = source.unnest() if isinstance(source, exp.Subquery) else source
    return _names_of_query(inner, schema)


def _cte(table: exp.Table) -> exp.CTE | None:
    at: exp.Expr | None = table
    while at is not None and not table.db:
        clause = at.args.get("with_")
        for cte in clause.expressions if clause is not None else []:
            if isinstance(cte, exp.CTE) and cte.alias.lower() == table.name.lower():
                return cte
        at = at.parent
    return None


def _names_of_query(query: exp.Expr, schema: CatalogSchema) -> list[str] | None:
    if not isinstance(query, exp.Select):
        return None
    joined = query.args.get("joins") or query.args.get("laterals")
    first = query.args.get("from_") if not joined else None
    inner = _names_of(first.this, schema) if first is not None else None
    own = {name.lower(): name for name in inner or []}
    names: list[str] = []
    for item in query.expressions:
        if isinstance(item, exp.Star) and not any(item.args.values()) and inner is not None:
            names.extend(inner)
        elif isinstance(item, exp.Alias) or (isinstance(item, exp.Column) and not item.is_star):
            name = item.alias_or_name
            names.append(name if isinstance(item, exp.Alias) else own.get(name.lower(), name))
        else:
            return None
    return names
