"""Whether an ORDER BY tells all rows of its query apart, as far as the catalog proves it."""

from __future__ import annotations

from sqlglot import exp

from compiler.catalogs.schema import CatalogSchema


def is_total(order: exp.Expr | None, query: exp.Expr, schema: CatalogSchema) -> bool:
    """True where the keys hold every key of GROUP BY, every column of a DISTINCT, or the primary key of the only table."""
    if order is None or not isinstance(query, exp.Select):
        return False
    keys = [ordered.this for ordered in order.expressions]
    group = query.args.get("group")
    if group is not None:
        plain = not any(group.args.get(part) for part in ("rollup", "cube", "grouping_sets"))
        return plain and all(key in keys for key in group.expressions)
    if query.args.get("distinct") is not None:
        names = {key.name for key in keys if isinstance(key, exp.Column)}
        return all(item.unalias() in keys or item.alias in names for item in query.selects)
    return _holds_primary_key(keys, query, schema)


def _holds_primary_key(keys: list[exp.Expr], query: exp.Select, schema: CatalogSchema) -> bool:
    source = query.args["from_"].this if query.args.get("from_") is not None else None
    if not isinstance(source, exp.Table) or not source.db or query.args.get("joins"):
        return False
    table = schema.find(source.name, source.db)
    names = {key.name.lower() for key in keys if isinstance(key, exp.Column)}
    return (
        table is not None
        and bool(table.primary_key)
        and all(column.lower() in names for column in table.primary_key)
    )
