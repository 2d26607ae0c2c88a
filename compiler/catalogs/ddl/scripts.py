"""Several scripts as one catalog, and a catalog as the YAML of its kind."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import Any

from compiler.catalogs.ddl.reader import DdlResult, read_ddl
from compiler.catalogs.ddl.views import Describe
from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema


def read_scripts(texts: Iterable[str], describe: Describe, default_schema: str = "dbo") -> DdlResult:
    """Read scripts one after the other, as if they were one; places count from the beginning of the first."""
    return read_ddl("\nGO\n".join(text.removeprefix("\ufeff") for text in texts), describe, default_schema)


def decode_script(data: bytes) -> str:
    """The text of a script file: UTF-16 where it begins with that mark, as Management Studio writes it, else UTF-8.

    Raises UnicodeDecodeError.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def catalog_document(schema: CatalogSchema, views: frozenset[TableName] = frozenset()) -> dict[str, Any]:
    """The catalog as a document of `kind: catalog`."""
    document: dict[str, Any] = {"kind": "catalog"}
    if schema.collation is not None:
        document["collation"] = schema.collation
    if schema.default_schema != "dbo":
        document["default_schema"] = schema.default_schema
    document["tables"] = {}
    for table in schema.tables:
        entry: dict[str, Any] = {"type": "view"} if table.name in views else {}
        entry["columns"] = {column.name: _column(column) for column in table.columns}
        if table.primary_key:
            entry["primary_key"] = list(table.primary_key)
        document["tables"][str(table.name)] = entry
    return document


def _column(column: ColumnSchema) -> str | dict[str, Any]:
    if column.collation is None:
        return str(column.type) if column.nullable else f"{column.type} not null"
    return {"type": str(column.type), "nullable": column.nullable, "collation": column.collation}
