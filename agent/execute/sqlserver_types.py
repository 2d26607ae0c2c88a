"""SQL Server's type words, as the driver's values and the declaration text of sp_executesql need them.

Values travel as text or integers and sp_executesql turns them into the declared type, so that drivers with
different ideas of dates and decimals bind the same. ISO 8601 text is read alike under every language setting.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import orjson

from agent.execute.binding import BoundScalar, BoundValue
from schemas.bundle.objects import StatementParameter

SQL_BIGINT = -5
SQL_WVARCHAR = -9
SQL_SS_TIMESTAMPOFFSET = -155
LONGEST_NVARCHAR = 4000

_TIMESTAMPOFFSET = struct.Struct("<hHHHHHIhh")
"""SQL_SS_TIMESTAMPOFFSET_STRUCT: year, month, day, hour, minute, second, nanoseconds, offset hours and minutes."""


def declaration(parameters: Iterable[StatementParameter]) -> str:
    """The parameter text of sp_executesql: `@from date, @regions nvarchar(max)`."""
    return ", ".join(f"@{parameter.name} {parameter.type}" for parameter in parameters)


def driver_value(value: BoundValue) -> str | int | None:
    """A bound value as the driver gets it; a list as one JSON text for OPENJSON."""
    if isinstance(value, tuple):
        return orjson.dumps([_json_scalar(item) for item in value]).decode()
    return _driver_scalar(value)


def input_size(value: str | int | None) -> tuple[int, int, int] | None:
    """ODBC type, size and digits for `Cursor.setinputsizes`, so that the driver asks the server nothing.

    None for long text: there drivers differ, and pyodbc's own choice suits each.
    """
    if isinstance(value, int):
        return SQL_BIGINT, 0, 0
    length = len((value or "").encode("utf-16-le")) // 2
    return (SQL_WVARCHAR, max(length, 1), 0) if length <= LONGEST_NVARCHAR else None


def read_datetimeoffset(data: bytes) -> datetime:
    """A moment from the bytes of the driver's struct; nanoseconds are cut to microseconds."""
    year, month, day, hour, minute, second, nanoseconds, hours, minutes = _TIMESTAMPOFFSET.unpack(data)
    zone = timezone(timedelta(hours=hours, minutes=minutes))
    return datetime(year, month, day, hour, minute, second, nanoseconds // 1000, zone)


def _driver_scalar(value: BoundScalar) -> str | int | None:
    match value:
        case bool():
            return int(value)
        case int() | str() | None:
            return value
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat(sep=" ", timespec="microseconds") if value.tzinfo else value.isoformat()
        case date():
            return value.isoformat()


def _json_scalar(value: BoundScalar) -> str | int | bool | None:
    """Inside a JSON list: numbers with a fraction as text, so that OPENJSON's column type reads them exactly."""
    return value if isinstance(value, bool) else _driver_scalar(value)
