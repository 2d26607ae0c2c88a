"""Dates and times that stand in text: read in ISO form, given back in the one form that every engine reads alike.

PostgreSQL reads many more forms, some by the session's DateStyle, and words such as 'yesterday' by the clock
(https://www.postgresql.org/docs/current/datatype-datetime.html); those are refused.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from compiler.types.session_zone import offset_at

_DATE = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_COMPACT = r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6}))?)?"
_ZONE = r"\s*(?P<zone>Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?"
_MOMENTS = tuple(re.compile(rf"{form}(?:[T ]\s*{_TIME}{_ZONE})?") for form in (_DATE, _COMPACT))
_TIMES = re.compile(_TIME)


def normal_moment(text: str, family: str, timezone: str) -> str | None:
    """`text` as `2024-01-31`, `10:00:00` or `2024-01-31 10:00:00[.fraction][+07:00]`; None where it is no such moment.

    A time of day is dropped from a date, and an offset from a timestamp without zone, as PostgreSQL and DuckDB do with
    literals; a timestamp with time zone takes the offset of the session's zone, unless that clock time is there twice or
    never in the zone: then the offset must be written.
    """
    stripped = text.strip()
    if family == "time":
        found = _TIMES.fullmatch(stripped)
        return _time(found) if found is not None else None
    for form in _MOMENTS:
        found = form.fullmatch(stripped)
        if found is not None:
            return _moment(found, family, timezone)
    return None


def _moment(found: re.Match[str], family: str, timezone: str) -> str | None:
    day = _date(found)
    if day is None or family == "date":
        return day
    clock = _time(found) if found["hour"] is not None else "00:00:00"
    if clock is None or family != "timestamptz":
        return None if clock is None else f"{day} {clock}"
    if found["zone"] is not None:
        return f"{day} {clock}{_offset(found['zone'])}"
    offset = offset_at(timezone, datetime.fromisoformat(f"{day} {clock[:8]}"))
    return None if offset is None else f"{day} {clock}{offset}"


def _date(found: re.Match[str]) -> str | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return None


def _time(found: re.Match[str]) -> str | None:
    try:
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0)).isoformat()
    except ValueError:
        return None
    return f"{clock}.{found['fraction']}" if found["fraction"] else clock


def _offset(zone: str) -> str:
    if zone in ("Z", "z", "UTC"):
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"
