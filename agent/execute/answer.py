"""Rows to JSON bytes, batch by batch, within a row cap and a byte cap.

Nothing is rounded on the way: decimals and integers beyond 2**53-1 become JSON strings, dates ISO 8601 text, bytes
hexadecimal text; a `real` has its own digits, not those of the 64-bit float that the driver makes of it. NaN and infinities, which JSON lacks, become null and are counted.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from types import NoneType
from typing import Any, Literal

import orjson

from agent.faults import SiteFault
from schemas import site_codes
from schemas.bundle.objects import ResultColumn
from schemas.canonical import MAX_SAFE_INTEGER
from schemas.single_precision import places_of_reals, with_own_digits

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
    parts: list[bytes] = []
    count = size = non_finite = 0
    truncated = False
    reals = places_of_reals(columns)
    for batch in batches:
        rows, text, odd = _fitting(batch[: row_cap - count], byte_cap - size, reals)
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


def _fitting(rows: Sequence[Row], room: int, reals: frozenset[int]) -> tuple[int, bytes, int]:
    """As many of the rows, halving their number, as fit: their count, their JSON, their non-finite numbers."""
    while rows:
        text, odd = _encode_batch(rows, reals)
        if len(text) <= room:
            return len(rows), text, odd
        rows = rows[: len(rows) // 2]
    return 0, b"", 0


def _encode_batch(rows: Sequence[Row], reals: frozenset[int]) -> tuple[bytes, int]:
    """The rows as JSON without the outer brackets, and how many numbers were not finite."""
    columns, non_finite = [], 0
    for place, column in enumerate(zip(*rows, strict=True)):
        values = [with_own_digits(value) for value in column] if place in reals else column
        ready, odd = _json_ready(values)
        columns.append(ready)
        non_finite += odd
    return orjson.dumps(list(zip(*columns, strict=True)))[1:-1], non_finite


def _json_ready(column: Sequence[Any]) -> tuple[Sequence[Any], int]:
    """The column's values as orjson may write them, and how many became null because JSON lacks them.

    Columns are nearly always of one type, so types are looked at once and conversions run without a Python call
    for each value.
    """
    types = set(map(type, column))
    values = column if NoneType not in types else [value for value in column if value is not None]
    types.discard(NoneType)
    if types <= _READY or not values:
        return column, 0
    if types == {int} and min(values) >= -MAX_SAFE_INTEGER and max(values) <= MAX_SAFE_INTEGER:
        return column, 0
    if types == {float}:
        return _finite(column, values)
    if len(types) == 1 and len(values) == len(column):
        return list(map(_converter(types.pop()), column)), 0
    return [value if type(value) in _READY else _converter(type(value))(value) for value in column], 0


def _finite(column: Sequence[Any], values: Sequence[float]) -> tuple[Sequence[Any], int]:
    odd = len(values) - sum(map(math.isfinite, values))
    if not odd:
        return column, 0
    return [value if value is not None and math.isfinite(value) else None for value in column], odd


def _integer(value: int) -> int | str:
    return value if abs(value) <= MAX_SAFE_INTEGER else str(value)


def _nested(value: object) -> str:
    """DuckDB's lists, structs and maps, as JSON text in a text column."""
    return json.dumps(value, ensure_ascii=False, default=str)


_READY = frozenset({str, bool, date, datetime, NoneType})
"""Types that orjson writes as the contract wants them: dates as ISO 8601 text."""

_CONVERTERS: dict[type, Callable[[Any], Any]] = {
    int: _integer,
    float: lambda value: value if math.isfinite(value) else None,
    Decimal: "{:f}".format,
    bytes: bytes.hex,
    bytearray: bytearray.hex,
    time: time.isoformat,
    list: _nested,
    tuple: _nested,
    dict: _nested,
}


def _converter(kind: type) -> Callable[[Any], Any]:
    """How to convert values of a type; whatever is unknown (a UUID, an interval) is shown as its text."""
    return _CONVERTERS.get(kind, str)
