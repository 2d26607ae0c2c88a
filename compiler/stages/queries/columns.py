"""What a result column's type, in the engine's own words, is good for in a chart."""

from __future__ import annotations

import re

_NUMBERS = frozenset({
    "tinyint", "smallint", "int", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint",
    "uhugeint", "decimal", "numeric", "money", "smallmoney", "float", "real", "double",
})  # fmt: skip
_MOMENTS = frozenset({"date", "datetime", "datetime2", "smalldatetime", "datetimeoffset", "timestamp"})
_TEXTS = frozenset({"char", "varchar", "nchar", "nvarchar", "sysname", "uniqueidentifier", "uuid", "text"})
_WITHOUT_ORDER = frozenset({
    "xml", "text", "ntext", "image", "geometry", "geography", "json", "vector", "blob", "bytea", "binary", "varbinary",
    "struct", "map", "list", "union", "sql_variant", "bit", "boolean", "bool",
})  # fmt: skip


def is_number(type_words: str) -> bool:
    """Whether a type's values can be added up: `decimal(15,2)`, `BIGINT`."""
    return _base(type_words) in _NUMBERS


def is_orderable(type_words: str) -> bool:
    """Whether a type's values have an order that an axis can follow."""
    return _base(type_words) not in _WITHOUT_ORDER and not type_words.endswith("[]")


def is_moment(type_words: str) -> bool:
    """Whether a type's values are days, or moments of a day that is known: `date`, `datetime2(7)`, `TIMESTAMP`."""
    return _base(type_words) in _MOMENTS


def is_text(type_words: str) -> bool:
    """Whether a type's values are texts: `nvarchar(50)`, `VARCHAR`, `uniqueidentifier`."""
    return _base(type_words) in _TEXTS


def _base(type_words: str) -> str:
    found = re.match(r"\w+", type_words)
    return found.group().lower() if found else ""
