"""Rows to JSON bytes, batch by batch, within a row cap and a byte cap.

Nothing is rounded on the way: decimals and integers beyond 2**53-1 become JSON strings, dates ISO 8601 text, bytes
hexadecimal text. NaN and infinities, which JSON lacks, become null and are counted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import orjson

from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import ResultColumn
from schemas.canonical import MAX_SAFE_INTEGER

Kind = Literal["integer", "number", "text", "date", "datetime", "boolean", "binary"]
Row = Sequence[Any]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INT", "INTEGER", "BIGINT", "HUGEINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
    **dict.fromkeys(("DECIMAL", "NUMERIC", "MONEY", "SMALLMONEY", "FLOAT", "REAL", "DOUBLE"), "number"),
    **dict.fromkeys(("BIT", "BOOLEAN"), "boolean"),
    "DATE": "date",
    **dict.fromkeys(("DATETIME", "DATETIME2", "SMALLDATETIME", "DATETIMEOFFSET"), "datetime"),
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP_MS"), "datetime"),
    **dict.fromkeys(("BINARY", "VARBINARY", "IMAGE", "ROWVERSION", "BLOB"), "binary"),
}


def kind_of(engine_type: str) -> Kind:
    """The kind of an engine's type words such as `decimal(15,2)`; everything unlisted is text."""
    word = engine_type.upper().partition("(")[0].split()[0] if engine_type.strip() else ""
    return "text" if engine_type.endswith("]") else _KINDS.get(word, "text")


@dataclass(frozen=True)
class Answer:
    """A result, encoded: `rows` is a JSON array of arrays; `non_finite` counts numbers that became null."""

    columns: tuple[ResultColumn, ...]
    rows: bytes
    row_count: int
    truncated: bool
    non_finite: int = 0


def encode(
    columns: Sequence[ResultColumn], batches: Iterable[Sequence[Row]], *, row_cap: int, byte_cap: int
) -> Answer:
    """The rows of `batches` as an Answer; stops taking batches once a cap is reached.

    Raises SiteFault (DW945) when not even the first row fits.
    """
    kinds = [kind_of(column.type) for column in columns]
    parts: list[bytes] = []
    count = size = non_finite = 0
    truncated = False
    for batch in batches:
        rows, text, odd = _fitting(batch[: row_cap - count], kinds, byte_cap - size)
        if rows:
            parts.append(text)
        size, count, non_finite = size + len(text) + 1, count + rows, non_finite + odd
        truncated = rows < len(batch)
        if truncated:
            break
    if truncated and not count and row_cap:
        raise SiteFault(
            site_codes.RESULT_TOO_LARGE,
            f"a single row is larger than the {byte_cap} bytes that the site allows for an answer",
            "Select fewer or shorter columns.",
        )
    return Answer(tuple(columns), b"[" + b",".join(parts) + b"]", count, truncated, non_finite)


def _fitting(rows: Sequence[Row], kinds: Sequence[Kind], room: int) -> tuple[int, bytes, int]:
    """As many of the rows, halving their number, as fit: their count, their JSON, their non-finite numbers."""
    while rows:
        text, odd = _encode_batch(rows, kinds)
        if len(text) <= room:
            return len(rows), text, odd
        rows = rows[: len(rows) // 2]
    return 0, b"", 0


def _encode_batch(rows: Sequence[Row], kinds: Sequence[Kind]) -> tuple[bytes, int]:
    """The rows as JSON without the outer brackets, and how many numbers were not finite."""
    non_finite = 0
    columns: list[Sequence[Any]] = []
    for kind, column in zip(kinds, zip(*rows, strict=True), strict=True):
        odd = _count_non_finite(column) if kind == "number" else 0
        convert = _finite_or_null if odd else _CONVERTERS.get(kind)
        non_finite += odd
        columns.append(column if convert is None else [convert(value) for value in column])
    return orjson.dumps(list(zip(*columns, strict=True)))[1:-1], non_finite


def _count_non_finite(column: Sequence[Any]) -> int:
    return sum(1 for value in column if isinstance(value, float) and not math.isfinite(value))


def _finite_or_null(value: Any) -> Any:
    return _number(value) if not isinstance(value, float) or math.isfinite(value) else None


def _number(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


def _integer(value: Any) -> Any:
    return str(value) if isinstance(value, int) and abs(value) > MAX_SAFE_INTEGER else _number(value)


def _text(value: Any) -> Any:
    match value:
        case None | str():
            return value
        case UUID():
            return str(value)
        case timedelta():
            return str(value)
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case bytes() | bytearray():
            return bytes(value).hex()
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _binary(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, (bytes, bytearray, memoryview)) else value


_CONVERTERS: dict[Kind, Callable[[Any], Any]] = {
    "integer": _integer,
    "number": _number,
    "text": _text,
    "binary": _binary,
}
