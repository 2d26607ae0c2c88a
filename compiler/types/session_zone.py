"""What the time zone of a session means: the tenant's, in which moments with an offset are shown and cut.

PostgreSQL and DuckDB turn a timestamp with time zone into a wall clock, and back, by the session's TimeZone
(https://www.postgresql.org/docs/current/datatype-datetime.html, 8.5.1.3). The compiler knows that zone, because a
tenant states it. Zones by IANA name; rules from the tz database.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_YEARS_OF_DATA = range(1970, 2051)


@lru_cache(maxsize=512)
def fixed_offset(zone: str) -> int | None:
    """Minutes east of UTC of a zone whose offset has been the same since 1970 and is not planned to change; else None."""
    rules = ZoneInfo(zone)
    moments = (datetime(year, month, 1, tzinfo=UTC) for year in _YEARS_OF_DATA for month in range(1, 13))
    offsets = {moment.astimezone(rules).utcoffset() for moment in moments}
    return _minutes(offsets.pop()) if len(offsets) == 1 else None


def offset_at(zone: str, clock: datetime) -> str | None:
    """The offset, as `+07:00`, that a wall clock without offset has in a zone; None where it occurs twice or not at all."""
    rules = ZoneInfo(zone)
    earlier, later = (clock.replace(tzinfo=rules, fold=fold).utcoffset() for fold in (0, 1))
    minutes = _minutes(earlier) if earlier == later else None
    if minutes is None:
        return None
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _minutes(offset: timedelta | None) -> int | None:
    if offset is None or offset % timedelta(minutes=1):
        return None
    return int(offset / timedelta(minutes=1))
