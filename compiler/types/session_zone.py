"""What the time zone of a session means: the tenant's, in which moments with an offset are shown and cut.

PostgreSQL and DuckDB turn a timestamp with time zone into a wall clock, and back, by the session's TimeZone
(https://www.postgresql.org/docs/current/datatype-datetime.html, 8.5.1.3). The compiler knows that zone, because a
tenant states it. Zones by IANA name; rules from the tz database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
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


@dataclass(frozen=True)
class ClockChanges:
    """What a zone's clock shows twice, because it is put back, and never, because it is put forward.

    `minutes_back` is by how much it is put back, None where that has differed. `midnights` tells whether a midnight was
    ever among what is shown twice or never.
    """

    minutes_back: int | None
    midnights: bool


@lru_cache(maxsize=512)
def clock_changes(zone: str) -> ClockChanges:
    """How a zone's clock has been changed from 1970 on, and will be as far as is planned."""
    found = list(_changes(ZoneInfo(zone)))
    back = {length for _, length in found if length > timedelta()}
    midnights = any(_has_midnight(first, abs(length)) for first, length in found)
    return ClockChanges(_minutes(back.pop()) if len(back) == 1 else None, midnights)


def _changes(rules: ZoneInfo) -> Iterator[tuple[datetime, timedelta]]:
    """The first clock time of each stretch that is shown twice or never, and how long it is; never: negative."""
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in (_YEARS_OF_DATA[0], _YEARS_OF_DATA[-1]))
    days = [first + timedelta(days=day) for day in range((last - first).days)]
    for (start, before), (end, after) in pairwise((day, _offset(rules, day)) for day in days):
        if after != before:
            moment = _change(rules, start, end)
            yield (moment + min(before, after)).replace(tzinfo=None), before - after


def _change(rules: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The minute between two moments at which the offset becomes that of the later one."""
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // timedelta(minutes=2) * timedelta(minutes=1)
        low, high = (low, middle) if _offset(rules, middle) == _offset(rules, high) else (middle, high)
    return high


def _offset(rules: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(rules).utcoffset() or timedelta()


def _has_midnight(first: datetime, length: timedelta) -> bool:
    """Whether a stretch of clock times holds a midnight; `first` belongs to it, its end does not."""
    last = first + length - timedelta(minutes=1)
    return first.time() == time() or last.date() > first.date()


def _minutes(offset: timedelta | None) -> int | None:
    if offset is None or offset % timedelta(minutes=1):
        return None
    return int(offset / timedelta(minutes=1))
