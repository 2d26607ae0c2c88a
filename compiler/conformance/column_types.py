"""What a SQL Server column is on the other engines: the one home of the mapping of types.

PostgreSQL and DuckDB hold microseconds; a SQL Server column of seven digits becomes one of six. A char(n) becomes text
that holds the padding blanks, because that is the value which SQL Server stores and compares.
"""

from __future__ import annotations

from compiler.types.sqlserver import SqlType

MICROSECONDS = 6
DATETIME_DIGITS = 3

_POSTGRES = {
    "bit": "boolean",
    "tinyint": "smallint",
    "smallint": "smallint",
    "int": "integer",
    "bigint": "bigint",
    "money": "numeric(19,4)",
    "smallmoney": "numeric(10,4)",
    "real": "real",
    "float": "double precision",
    "date": "date",
    "smalldatetime": "timestamp(0)",
    "datetime": f"timestamp({DATETIME_DIGITS})",
    "uniqueidentifier": "uuid",
    "rowversion": "bytea",
    "binary": "bytea",
    "varbinary": "bytea",
    "image": "bytea",
}
_DUCKDB = _POSTGRES | {
    "tinyint": "UTINYINT",
    "money": "DECIMAL(19,4)",
    "smallmoney": "DECIMAL(10,4)",
    "smalldatetime": "TIMESTAMP",
    "datetime": "TIMESTAMP",
    "rowversion": "BLOB",
    "binary": "BLOB",
    "varbinary": "BLOB",
    "image": "BLOB",
}
_TEXTS = frozenset({"char", "nchar", "varchar", "nvarchar", "text", "ntext", "xml", "json"})


class NoSuchColumnType(ValueError):
    """A type that only SQL Server has, so that no fixture can hold it: geography, hierarchyid, sql_variant."""


def fraction_digits(sql_type: SqlType) -> int:
    """How many digits of a second a time or moment of this type has, as far as all engines hold them."""
    if sql_type.base == "datetime":
        return DATETIME_DIGITS
    return min(sql_type.scale or 0, MICROSECONDS)


def postgres_type(sql_type: SqlType) -> str:
    """The type of a PostgreSQL column that holds the same values. Raises NoSuchColumnType."""
    digits = fraction_digits(sql_type)
    match sql_type.base:
        case "decimal" | "numeric":
            return f"numeric({sql_type.precision},{sql_type.scale})"
        case "time":
            return f"time({digits})"
        case "datetime2":
            return f"timestamp({digits})"
        case "datetimeoffset":
            return f"timestamptz({digits})"
    return _word(sql_type, _POSTGRES, "text")


def duckdb_type(sql_type: SqlType) -> str:
    """The type of a DuckDB column that holds the same values. Raises NoSuchColumnType."""
    match sql_type.base:
        case "decimal" | "numeric":
            return f"DECIMAL({sql_type.precision},{sql_type.scale})"
        case "time":
            return "TIME"
        case "datetime2":
            return "TIMESTAMP"
        case "datetimeoffset":
            return "TIMESTAMPTZ"
    return _word(sql_type, _DUCKDB, "VARCHAR")


def _word(sql_type: SqlType, words: dict[str, str], text: str) -> str:
    if sql_type.base in _TEXTS:
        return text
    if sql_type.base not in words:
        raise NoSuchColumnType(f"a column of type {sql_type} exists only on SQL Server")
    return words[sql_type.base]
