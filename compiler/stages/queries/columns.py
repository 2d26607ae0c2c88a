"""What a result column's type, in the engine's own words, is good for in a chart."""

from __future__ import annotations

import re

_NUMBERS = frozenset({
    "tinyint", "smallint", "int", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint",
    "uhugeint", "decimal", "numeric", "money", "smallmoney", "float", "real", "double",
})  # fmt: skip
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


def _base(type_words: str) -> str:
    found = re.match(r"\w+", type_words)
    return found.group().lower() if found else ""
