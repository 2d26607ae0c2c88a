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
def fixed_offset(zone: str) -> str | None:
    """`+07:00` for a zone whose offset has been the same since 1970 and is not planned to change; else None."""
    rules = ZoneInfo(zone)
    moments = (datetime(year, month, 1, tzinfo=UTC) for year in _YEARS_OF_DATA for month in range(1, 13))
    offsets = {moment.astimezone(rules).utcoffset() for moment in moments}
    return _written(offsets.pop()) if len(offsets) == 1 else None


def offset_at(zone: str, clock: datetime) -> str | None:
    """The offset that a wall clock without offset has in a zone; None where it occurs twice or not at all."""
    rules = ZoneInfo(zone)
    earlier, later = (clock.replace(tzinfo=rules, fold=fold).utcoffset() for fold in (0, 1))
    return _written(earlier) if earlier == later else None


def _written(offset: timedelta | None) -> str | None:
    if offset is None or offset % timedelta(minutes=1):
        return None
    minutes = int(offset / timedelta(minutes=1))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
