"""A schema, and what is known of it besides, as a document of `kind: catalog`."""

from __future__ import annotations

from typing import Any

from compiler.catalogs.facts import Facts
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema


def catalog_document(schema: CatalogSchema, facts: Facts | None = None) -> dict[str, Any]:
    """The catalog as plain values, keys in the order in which people read them."""
    facts = facts or Facts()
    document: dict[str, Any] = {"kind": "catalog"}
    if schema.collation is not None:
        document["collation"] = schema.collation
    if schema.compatibility_level is not None:
        document["compatibility_level"] = schema.compatibility_level
    if schema.default_schema != "dbo":
        document["default_schema"] = schema.default_schema
    document["tables"] = {str(table.name): _table(table, facts) for table in schema.tables}
    return document


def _table(table: TableSchema, facts: Facts) -> dict[str, Any]:
    name = table.name
    entry: dict[str, Any] = {}
    if name in facts.views or name in facts.synonyms:
        entry["type"] = "view" if name in facts.views else "synonym"
    if name in facts.synonyms:
        entry["stands_for"] = str(facts.synonyms[name])
    if (description := facts.descriptions.get((name, None))) is not None:
        entry["description"] = description
    if table.primary_key:
        entry["primary_key"] = list(table.primary_key)
    entry["columns"] = {column.name: _column(table, column, facts) for column in table.columns}
    if name in facts.definitions:
        entry["definition"] = _tidy(facts.definitions[name])
    return entry


def _column(table: TableSchema, column: ColumnSchema, facts: Facts) -> str | dict[str, Any]:
    """The short form where type and nullability are all that is known."""
    key = table.name, column.name.lower()
    more = {
        "collation": column.collation,
        "computed": facts.computed.get(key),
        "hidden": True if column.hidden else None,
        "description": facts.descriptions.get(key),
    }
    known = {name: value for name, value in more.items() if value is not None}
    if not known:
        return str(column.type) if column.nullable else f"{column.type} not null"
    return {"type": str(column.type), **({} if column.nullable else {"nullable": False}), **known}


def _tidy(text: str) -> str:
    """Without blanks at the ends of lines, which would keep YAML from showing it line by line."""
    return "\n".join(line.rstrip() for line in text.replace("\t", "    ").splitlines()).strip()
