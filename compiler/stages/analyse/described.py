"""What a T-SQL query returns, as columns of a catalog: for views and computed columns of a DDL script."""

from __future__ import annotations

from compiler.catalogs.schema import CatalogSchema, ColumnSchema
from compiler.ir.analysed import AnalysedColumn
from compiler.ir.query import Query
from compiler.stages.analyse import analyse
from compiler.types.sqlserver import type_of_data_type


def described_columns(sql: str, schema: CatalogSchema) -> tuple[ColumnSchema, ...] | None:
    """The columns of a T-SQL query; None where it does not hold against the catalog or a type cannot be known."""
    analysis = analyse(Query(sql, "tsql"), schema)
    if analysis.faults:
        return None
    columns = [_column(found) for found in analysis.variants[frozenset()].columns]
    known = tuple(column for column in columns if column is not None)
    return known if len(known) == len(columns) else None


def _column(column: AnalysedColumn) -> ColumnSchema | None:
    sql_type = type_of_data_type(column.type)
    return None if sql_type is None else ColumnSchema(column.name, sql_type, column.nullable)
