"""What changed from one catalog to another: tables and columns added, removed, retyped, nullability, collation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema

Kind = Literal[
    "table added", "table removed", "column added", "column removed", "retyped", "nullability", "collation",
    "hidden", "database collation", "compatibility level",
]  # fmt: skip


@dataclass(frozen=True)
class CatalogChange:
    """One difference; `before` and `after` as the catalog writes them, None where there is nothing."""

    kind: Kind
    table: str | None
    column: str | None
    before: str | None
    after: str | None

    @property
    def what(self) -> str:
        """The table or column that changed; nothing for the database itself."""
        return ".".join(filter(None, (self.table, self.column)))


def catalog_changes(old: CatalogSchema, new: CatalogSchema) -> tuple[CatalogChange, ...]:
    """Every difference that a query can meet, tables in the order of the new catalog, what is gone last.

    Names are compared without regard to case, as SQL Server compares them.
    """
    return (*_of_database(old, new), *_of_tables(old, new))


def _of_database(old: CatalogSchema, new: CatalogSchema) -> Iterator[CatalogChange]:
    if old.collation != new.collation:
        yield CatalogChange("database collation", None, None, old.collation, new.collation)
    if old.compatibility_level != new.compatibility_level:
        levels = [
            None if level is None else str(level)
            for level in (old.compatibility_level, new.compatibility_level)
        ]
        yield CatalogChange("compatibility level", None, None, *levels)


def _of_tables(old: CatalogSchema, new: CatalogSchema) -> Iterator[CatalogChange]:
    before, after = _by_name(old), _by_name(new)
    for name, table in after.items():
        if name not in before:
            yield CatalogChange("table added", str(table.name), None, None, None)
        elif before[name] != table:
            yield from _of_columns(before[name], table)
    for name, table in before.items():
        if name not in after:
            yield CatalogChange("table removed", str(table.name), None, None, None)


def _by_name(schema: CatalogSchema) -> Mapping[str, TableSchema]:
    return {str(table.name).lower(): table for table in schema.tables}


def _of_columns(old: TableSchema, new: TableSchema) -> Iterator[CatalogChange]:
    table = str(new.name)
    for column in new.columns:
        known = old.by_name.get(column.name.lower())
        if known is None:
            yield CatalogChange("column added", table, column.name, None, _spoken(column))
        else:
            yield from _of_column(table, known, column)
    for column in old.columns:
        if column.name.lower() not in new.by_name:
            yield CatalogChange("column removed", table, column.name, _spoken(column), None)


def _of_column(table: str, old: ColumnSchema, new: ColumnSchema) -> Iterator[CatalogChange]:
    if old.type != new.type:
        yield CatalogChange("retyped", table, new.name, str(old.type), str(new.type))
    if old.nullable != new.nullable:
        words = ["null" if column.nullable else "not null" for column in (old, new)]
        yield CatalogChange("nullability", table, new.name, *words)
    if old.collation != new.collation:
        yield CatalogChange("collation", table, new.name, old.collation, new.collation)
    if old.hidden != new.hidden:
        words = ["hidden" if column.hidden else "shown" for column in (old, new)]
        yield CatalogChange("hidden", table, new.name, *words)


def _spoken(column: ColumnSchema) -> str:
    return str(column.type) if column.nullable else f"{column.type} not null"
