"""Families of types: what an `exp.DataType` of the analysed tree is, whatever its length or precision.

A type keeps the flavour it has in the catalog (DATETIME, SMALLDATETIME and DATETIME2 are three types of one family);
computed values use TEXT, INT, BIGINT, INT128, DECIMAL, FLOAT (4 bytes), DOUBLE, BOOLEAN, DATE, TIME, TIMESTAMP,
TIMESTAMPTZ, INTERVAL, UUID, VARBINARY, JSON, ARRAY, STRUCT, NULL, and UNKNOWN.
"""

from __future__ import annotations

from typing import Literal

from sqlglot import exp

Kind = exp.DType
Family = Literal[
    "boolean", "integer", "decimal", "float", "text", "date", "time", "timestamp", "timestamptz",
    "interval", "uuid", "binary", "json", "array", "struct", "null", "unknown",
]  # fmt: skip

FAMILY_OF: dict[Kind, Family] = {
    Kind.BOOLEAN: "boolean",
    Kind.TINYINT: "integer",
    Kind.UTINYINT: "integer",
    Kind.SMALLINT: "integer",
    Kind.USMALLINT: "integer",
    Kind.INT: "integer",
    Kind.UINT: "integer",
    Kind.BIGINT: "integer",
    Kind.UBIGINT: "integer",
    Kind.INT128: "integer",
    Kind.UINT128: "integer",
    Kind.DECIMAL: "decimal",
    Kind.MONEY: "decimal",
    Kind.SMALLMONEY: "decimal",
    Kind.FLOAT: "float",
    Kind.DOUBLE: "float",
    Kind.CHAR: "text",
    Kind.NCHAR: "text",
    Kind.VARCHAR: "text",
    Kind.NVARCHAR: "text",
    Kind.TEXT: "text",
    Kind.NAME: "text",
    Kind.XML: "text",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.TIMESTAMP: "timestamp",
    Kind.TIMESTAMPNTZ: "timestamp",
    Kind.DATETIME: "timestamp",
    Kind.DATETIME2: "timestamp",
    Kind.SMALLDATETIME: "timestamp",
    Kind.TIMESTAMPTZ: "timestamptz",
    Kind.INTERVAL: "interval",
    Kind.UUID: "uuid",
    Kind.BINARY: "binary",
    Kind.VARBINARY: "binary",
    Kind.ROWVERSION: "binary",
    Kind.JSON: "json",
    Kind.JSONB: "json",
    Kind.ARRAY: "array",
    Kind.LIST: "array",
    Kind.STRUCT: "struct",
    Kind.NULL: "null",
}

NUMERIC: frozenset[Family] = frozenset({"integer", "decimal", "float"})
TEMPORAL: frozenset[Family] = frozenset({"date", "time", "timestamp", "timestamptz"})


def family(data_type: exp.DataType | None) -> Family:
    """The family of a type; `unknown` for None and for kinds that no rule knows."""
    if data_type is None:
        return "unknown"
    return FAMILY_OF.get(data_type.this, "unknown")


def family_of(node: exp.Expr) -> Family:
    """The family of an expression's type."""
    return family(node.type)


def is_unicode(data_type: exp.DataType | None) -> bool:
    """Whether a text type holds any character: all but the char and varchar columns of the catalog."""
    return data_type is not None and data_type.this in {Kind.NVARCHAR, Kind.NCHAR, Kind.TEXT}


def length_of(data_type: exp.DataType) -> int | None:
    """Characters of a text type or bytes of a binary one; None where there is no bound."""
    first = data_type.expressions[0] if data_type.expressions else None
    text = first.name if first is not None else ""
    return int(text) if text.isdigit() else None


def precision_and_scale(data_type: exp.DataType) -> tuple[int, int] | None:
    """Digits and digits after the point of a decimal; None for a numeric without bounds."""
    if data_type.this is Kind.MONEY:
        return 19, 4
    if data_type.this is Kind.SMALLMONEY:
        return 10, 4
    if data_type.this is not Kind.DECIMAL or not data_type.expressions:
        return None
    numbers = [int(part.name) for part in data_type.expressions]
    return numbers[0], numbers[1] if len(numbers) > 1 else 0
