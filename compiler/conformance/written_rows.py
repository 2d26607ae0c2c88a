"""Rows as an author writes them in `tests:`, so that a report can be read, and copied, beside the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from compiler.conformance.values import Row, Value


def written_row(columns: Sequence[str], row: Row) -> str:
    """A row by its columns, as `{month: '2026-03-01', revenue: 20.00}`."""
    return (
        "{" + ", ".join(f"{name}: {written(value)}" for name, value in zip(columns, row, strict=True)) + "}"
    )


def written(value: Value) -> str:
    """A value in YAML. A moment in a named zone stands without it, since that is how tests are written."""
    match value:
        case bool() | None:
            return json.dumps(value)
        case Decimal():
            return f"{value:f}"
        case int() | float():
            return str(value)
        case tuple():
            return "[" + ", ".join(map(written, value)) + "]"
        case bytes():
            return _quoted(f"0x{value.hex()}")
        case datetime():
            return _quoted(_moment(value))
    return _quoted(str(value))


def _moment(moment: datetime) -> str:
    wall = moment.replace(tzinfo=None) if isinstance(moment.tzinfo, ZoneInfo) else moment
    return wall.date().isoformat() if wall.tzinfo is None and wall.time() == time.min else wall.isoformat(" ")


def _quoted(text: str) -> str:
    """In single quotes, or in double ones where a character needs an escape."""
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else json.dumps(text, ensure_ascii=True)
