"""A fixture in a DuckDB file, as the agent opens one."""

from __future__ import annotations

from pathlib import Path

import duckdb

from compiler.catalogs.schema import TableSchema
from compiler.conformance.column_types import duckdb_type
from compiler.conformance.fixtures import Fixture


def write_database(path: Path, fixture: Fixture) -> None:
    """Makes the file with every table of the fixture. A table with a column type that DuckDB lacks raises NoSuchColumnType."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN")
        for schema in sorted({fixture.default_schema, *(table.name.schema for table in fixture.tables)}):
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema)}")
        for table in fixture.tables:
            _write(connection, table, fixture)
        connection.execute("COMMIT")


def _write(connection: duckdb.DuckDBPyConnection, table: TableSchema, fixture: Fixture) -> None:
    """All rows of a table in one statement, one list a column: a statement for each row would take seconds."""
    name = f"{_quoted(table.name.schema)}.{_quoted(table.name.table)}"
    columns = [
        f"{_quoted(column.name)} {duckdb_type(column.type)}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    ]
    connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    rows = fixture.rows_of(table)
    if rows:
        lists = [list(values) for values in zip(*rows, strict=True)]
        unnested = ", ".join(f"unnest(CAST(? AS {duckdb_type(column.type)}[]))" for column in table.columns)
        connection.execute(f"INSERT INTO {name} SELECT {unnested}", lists)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
