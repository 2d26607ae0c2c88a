"""What `sales.orders.amount` means in a catalog: a column, a table, or either in whatever schema has it."""

from __future__ import annotations

from collections.abc import Iterable

from compiler.catalogs.names import split_name
from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.diagnostics.suggest import closest
from compiler.ir.lineage import Target


def meant_by(asked: str, schema: CatalogSchema) -> tuple[Target, ...]:
    """What a name of one to three parts means, case aside; nothing where the catalog has no such thing. Raises BadName.

    Three parts are schema, table, column. Two are a schema's table, else a table's column; one is a table, else a column.
    Where more than one schema or table has it, all of them are meant.
    """
    parts = tuple(part.lower() for part in split_name(asked))
    if len(parts) == 3:
        return _columns([t for t in schema.tables if _ends(t, parts[:2])], parts[2])
    if len(parts) > 3:
        return ()
    tables = [Target(str(table.name)) for table in schema.tables if _ends(table, parts)]
    if tables:
        return tuple(tables)
    owners = [t for t in schema.tables if len(parts) == 1 or _ends(t, parts[:1])]
    return _columns(owners, parts[-1])


def _ends(table: TableSchema, parts: tuple[str, ...]) -> bool:
    whole = table.name.schema.lower(), table.name.table.lower()
    return whole[-len(parts) :] == parts


def _columns(tables: Iterable[TableSchema], column: str) -> tuple[Target, ...]:
    found = ((table, table.by_name.get(column)) for table in tables)
    return tuple(Target(str(table.name), known.name) for table, known in found if known is not None)


def near(asked: str, schemas: Iterable[CatalogSchema]) -> str | None:
    """A table or column of the catalogs whose name is like what was asked for."""
    known: list[str] = []
    for table in dict.fromkeys(table for schema in schemas for table in schema.tables):
        known += [str(table.name), *(f"{table.name}.{column.name}" for column in table.columns)]
    return closest(asked, known)
