"""A catalog's tables as SQL Server's DDL."""

from __future__ import annotations

from compiler.catalogs.schema import TableSchema


def create_table(table: TableSchema) -> str:
    """The table with its types, nullability and collations; no key or constraint, which no query needs."""
    columns = ", ".join(
        f"{quoted(column.name)} {column.type}"
        + (f" COLLATE {column.collation}" if column.collation else "")
        + (" NULL" if column.nullable else " NOT NULL")
        for column in table.columns
    )
    return f"CREATE TABLE {table_name(table)} ({columns})"


def table_name(table: TableSchema) -> str:
    """Schema and table, quoted."""
    return f"{quoted(table.name.schema)}.{quoted(table.name.table)}"


def quoted(name: str) -> str:
    """A name in brackets."""
    return "[" + name.replace("]", "]]") + "]"
