"""What an author's query means for given choices of a viewer, as text for the engine of the author's dialect.

Where an optional parameter has nothing chosen, the conditions on it are left out by the compiler's own rule, because that
rule is the meaning; all else is the author's text as it was written (`author_text`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from compiler.catalogs.schema import CatalogSchema
from compiler.conformance.author_text import AuthorDialect, ParameterValue, RunnableText, runnable
from compiler.ir.query import Query
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.optional_conditions import variants_of


@dataclass(frozen=True)
class Choices:
    """A moment in the tenant's zone, values by the name that queries use, and the optional parameters left empty."""

    now: datetime
    values: Mapping[str, ParameterValue]
    empty: frozenset[str] = frozenset()


def author_query(
    query: Query, dialect: AuthorDialect, choices: Choices, catalog_names: frozenset[str]
) -> RunnableText:
    """The query with its values bound. Raises KeyError for a parameter without a value."""
    sql = _without_empty(query, dialect, choices.empty) if choices.empty else query.sql
    return runnable(sql, dialect, choices.values, choices.now, catalog_names)


def _without_empty(query: Query, dialect: AuthorDialect, empty: frozenset[str]) -> str:
    tree = parse_one(query.sql, dialect=dialect)
    variant = variants_of(tree, query, Faults(query.sql))[empty]
    return variant.transform(_spelled).sql(dialect=dialect)


def _spelled(node: exp.Expr) -> exp.Expr:
    """A placeholder as the author wrote it, which sqlglot would spell in its own way."""
    if isinstance(node, exp.Dot) and isinstance(node.this, exp.Placeholder):
        return exp.Var(this=f":{node.this.name}.{node.expression.name}")
    return exp.Var(this=f":{node.name}") if isinstance(node, exp.Placeholder) and node.name else node


def names_of(schema: CatalogSchema) -> frozenset[str]:
    """Every name of a schema, table or column of the catalog, in lower case."""
    tables = {part.lower() for table in schema.tables for part in (table.name.schema, table.name.table)}
    return frozenset(tables.union(*(table.by_name for table in schema.tables)))


def is_ordered(sql: str, dialect: AuthorDialect) -> bool:
    """Whether the outermost query has an ORDER BY."""
    return bool(_order(sql, dialect))


def order_keys(sql: str, dialect: AuthorDialect) -> tuple[int, ...] | None:
    """The positions in the result of the columns that it is sorted by; None where a key is no column of it."""
    tree = parse_one(sql, dialect=dialect)
    selected = tree.selects if isinstance(tree, exp.Query) else []
    if any(item.is_star for item in selected):
        return None
    positions = [_position(key, selected) for key in _order(sql, dialect)]
    return None if None in positions else tuple(found for found in positions if found is not None)


def _order(sql: str, dialect: AuthorDialect) -> list[exp.Expr]:
    try:
        order = parse_one(sql, dialect=dialect).args.get("order")
    except SqlglotError:
        return []
    return [ordered.this for ordered in order.expressions] if order is not None else []


def _position(key: exp.Expr, selected: Sequence[exp.Expr]) -> int | None:
    if isinstance(key, exp.Literal) and not key.is_string:
        return int(key.name) - 1
    name = key.name.lower() if isinstance(key, exp.Column) and not key.table else None
    for at, item in enumerate(selected):
        if name is not None and item.alias_or_name.lower() == name:
            return at
    return next((at for at, item in enumerate(selected) if item.unalias() == key), None)


def literals_of(queries: Sequence[str], dialect: AuthorDialect) -> dict[str, list[str | int | Decimal]]:
    """Column name in lower case to the literals that the queries compare a column of that name with."""
    found: dict[str, list[str | int | Decimal]] = {}
    for sql in queries:
        try:
            tree = parse_one(sql, dialect=dialect)
        except SqlglotError:
            continue  # such a query has a fault of its own, which `check` tells
        for node in tree.find_all(exp.Predicate, exp.In):
            names = [column.name.lower() for column in node.find_all(exp.Column)]
            for literal in node.find_all(exp.Literal):
                for name in names:
                    values = found.setdefault(name, [])
                    if (value := _value(literal)) not in values:
                        values.append(value)
    return found


def _value(literal: exp.Literal) -> str | int | Decimal:
    if literal.is_string:
        return literal.name.strip("%")
    sign = -1 if isinstance(literal.parent, exp.Neg) else 1
    return sign * (int(literal.name) if literal.name.isdigit() else Decimal(literal.name))
