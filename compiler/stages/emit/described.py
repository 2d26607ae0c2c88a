"""What DuckDB itself says a statement returns: bound against empty tables of the catalog, never run.

DuckDB is at hand wherever the compiler is, so its own binder is asked instead of a second set of type rules; it also
proves that the statement is one that DuckDB accepts.
"""

from __future__ import annotations

from functools import lru_cache

import duckdb

from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.stages.emit.duckdb import duckdb_type


class NotBound(Exception):
    """DuckDB does not accept the statement; the message is its own first line."""


def described_types(sql: str, parameters: tuple[str, ...], schema: CatalogSchema) -> tuple[str, ...]:
    """The result's types in DuckDB's words. Raises NotBound."""
    try:
        rows = _empty_site(schema).execute(f"DESCRIBE {sql}", dict.fromkeys(parameters)).fetchall()
    except duckdb.Error as error:
        raise NotBound(str(error).splitlines()[0]) from error
    return tuple(row[1] for row in rows)


@lru_cache(maxsize=64)
def _empty_site(schema: CatalogSchema) -> duckdb.DuckDBPyConnection:
    site = duckdb.connect(config={"enable_external_access": False})
    for name in {table.name.schema for table in schema.tables}:
        site.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(name)}")
    for table in schema.tables:
        site.execute(_definition(table))
    return site


def _definition(table: TableSchema) -> str:
    columns = (
        f"{_quoted(column.name)} {duckdb_type(column.data_type)}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    )
    return f"CREATE TABLE {_quoted(table.name.schema)}.{_quoted(table.name.table)} ({', '.join(columns)})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
