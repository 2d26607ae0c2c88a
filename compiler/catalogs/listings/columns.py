"""Rows of INFORMATION_SCHEMA.COLUMNS or sys.columns as a catalog, headers in any order and by any of their usual names.

Sources: https://learn.microsoft.com/sql/relational-databases/system-information-schema-views/columns-transact-sql and
.../system-catalog-views/sys-columns-transact-sql. The first counts characters, the second bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compiler.catalogs.facts import Facts
from compiler.catalogs.listings.rows import BadListing, Row
from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.types.sqlserver import (
    BINARIES,
    DECIMALS,
    SYNONYMS,
    TEXTS,
    TIMES,
    SqlType,
    UnknownType,
    make_sql_type,
    parse_sql_type,
)

HEADERS: Mapping[str, tuple[str, ...]] = {
    "schema": ("table_schema", "schema_name", "schema"),
    "table": ("table_name", "object_name", "table", "view_name"),
    "column": ("column_name", "column", "name"),
    "type": ("data_type", "type_name", "system_type_name", "type", "system_type_id"),
    "characters": ("character_maximum_length",),
    "bytes": ("max_length", "character_octet_length"),
    "precision": ("numeric_precision", "precision"),
    "scale": ("numeric_scale", "scale"),
    "fraction": ("datetime_precision",),
    "nullable": ("is_nullable", "nullable"),
    "collation": ("collation_name",),
    "position": ("ordinal_position", "column_id"),
    "table_type": ("table_type", "object_type", "type_desc"),
    "computed": ("computed_definition", "definition"),
    "hidden": ("is_hidden",),
    "description": ("description", "ms_description"),
}
"""What is read, and the headers that it stands under, in the order in which they are looked for."""

QUERY = (
    "SELECT t.TABLE_TYPE, c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.ORDINAL_POSITION, c.DATA_TYPE, "
    "c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION, c.NUMERIC_SCALE, c.DATETIME_PRECISION, c.IS_NULLABLE, c.COLLATION_NAME "
    "FROM INFORMATION_SCHEMA.COLUMNS AS c JOIN INFORMATION_SCHEMA.TABLES AS t "
    "ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
)
_REQUIRED = ("table", "column", "type")
_WORDS = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}

SYSTEM_TYPES: Mapping[str, str] = {
    "34": "image", "35": "text", "36": "uniqueidentifier", "40": "date", "41": "time", "42": "datetime2",
    "43": "datetimeoffset", "48": "tinyint", "52": "smallint", "56": "int", "58": "smalldatetime", "59": "real",
    "60": "money", "61": "datetime", "62": "float", "98": "sql_variant", "99": "ntext", "104": "bit", "106": "decimal",
    "108": "numeric", "122": "smallmoney", "127": "bigint", "165": "varbinary", "167": "varchar", "173": "binary",
    "175": "char", "189": "timestamp", "231": "nvarchar", "239": "nchar", "241": "xml",
}  # fmt: skip
"""`system_type_id` of sys.types."""


@dataclass(frozen=True)
class Listing:
    """The catalog that a list describes; `errors` are rows that cannot be read, each with its line.

    `tells_views`: whether the list says which of its tables are views.
    """

    schema: CatalogSchema
    facts: Facts
    errors: tuple[str, ...] = ()
    tells_views: bool = True


def read_listing(rows: Iterable[Row], default_schema: str = "dbo") -> Listing:
    """Read the rows of one list. Raises BadListing where the headers say too little."""
    rows = list(rows)
    if not rows:
        raise BadListing("the list has no row")
    headers = _headers(rows[0].values)
    tables: dict[TableName, list[tuple[int, ColumnSchema]]] = {}
    reading = _Reading(headers)
    for row in rows:
        name = TableName(reading.value(row, "schema") or default_schema, reading.value(row, "table") or "")
        column = reading.column(name, row)
        if column is not None:
            tables.setdefault(name, []).append((reading.position(row, len(tables.get(name, ()))), column))
    found = tuple(
        TableSchema(name, tuple(column for _, column in sorted(columns, key=lambda pair: pair[0])))
        for name, columns in tables.items()
    )
    facts = Facts(frozenset(reading.views), computed=reading.computed, descriptions=reading.descriptions)
    return Listing(
        CatalogSchema(found, default_schema), facts, tuple(reading.errors), bool(headers["table_type"])
    )


def _headers(values: Mapping[str, object]) -> dict[str, str]:
    headers = {what: next((name for name in names if name in values), "") for what, names in HEADERS.items()}
    missing = [what for what in _REQUIRED if not headers[what]]
    if missing:
        seen = ", ".join(list(values)[:12])
        raise BadListing(
            f"no header is found for: {', '.join(missing)} (there are: {seen}). Save, with column headers, the result of: {QUERY}"
        )
    return headers


class _Reading:
    """Rows as columns, by the headers of their list."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = headers
        self.views: set[TableName] = set()
        self.computed: dict[tuple[TableName, str], str] = {}
        self.descriptions: dict[tuple[TableName, str | None], str] = {}
        self.errors: list[str] = []

    def value(self, row: Row, what: str) -> str | None:
        """What a row says, None where it says nothing."""
        return row.values.get(self.headers[what]) or None

    def position(self, row: Row, otherwise: int) -> int:
        """The place of a column in its table."""
        written = self.value(row, "position") or ""
        return int(written) if written.isdigit() else otherwise

    def column(self, table: TableName, row: Row) -> ColumnSchema | None:
        """The column that a row describes; None with an error where it cannot be read."""
        name, written = self.value(row, "column"), self.value(row, "type")
        if not table.table or name is None or written is None:
            self.errors.append(f"line {row.line}: a row without a table, a column or a type")
            return None
        try:
            sql_type = self._type(row, written)
        except UnknownType:
            self.errors.append(f"line {row.line}: `{written}` of `{table}.{name}` is no type of SQL Server")
            return None
        self._note(table, name, row)
        nullable = _WORDS.get((self.value(row, "nullable") or "yes").lower(), True)
        hidden = _WORDS.get((self.value(row, "hidden") or "no").lower(), False)
        return ColumnSchema(name, sql_type, nullable, self.value(row, "collation"), hidden)

    def _note(self, table: TableName, column: str, row: Row) -> None:
        if "view" in (self.value(row, "table_type") or "").lower():
            self.views.add(table)
        if (expression := self.value(row, "computed")) is not None:
            self.computed[table, column.lower()] = expression
        if (description := self.value(row, "description")) is not None:
            self.descriptions[table, column.lower()] = description

    def _type(self, row: Row, written: str) -> SqlType:
        """Raises UnknownType."""
        if "(" in written:
            return parse_sql_type(written)
        word = SYSTEM_TYPES.get(written, written.lower())
        base = SYNONYMS.get(word, word)
        return make_sql_type(base, [argument for argument in self._arguments(row, base) if argument])

    def _arguments(self, row: Row, base: str) -> tuple[str, ...]:
        if base in TEXTS or base in BINARIES:
            return (self._length(row, base),)
        if base in DECIMALS:
            return self.value(row, "precision") or "", self.value(row, "scale") or ""
        if base in TIMES:
            return (self.value(row, "fraction") or self.value(row, "scale") or "",)
        return (self.value(row, "precision") or "",) if base == "float" else ()

    def _length(self, row: Row, base: str) -> str:
        characters, length = self.value(row, "characters"), self.value(row, "bytes")
        if characters is None and length is not None and length.isdigit() and base in ("nchar", "nvarchar"):
            return str(int(length) // 2)
        written = characters or length or ""
        return "max" if written == "-1" else written
