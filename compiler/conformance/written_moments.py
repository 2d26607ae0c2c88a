"""Days and moments that queries compare a column with, each with its neighbours: a range is told by its edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from compiler.conformance.values import Value

_INSTANT = timedelta(microseconds=1)
_LATER = timedelta(hours=12, minutes=34, seconds=56)
_DAY = timedelta(days=1)
_LAST_DAY = date.max.replace(month=1)
_FIRST_DAY = date.min.replace(year=2)
_MOMENTS = frozenset({"smalldatetime", "datetime", "datetime2", "datetimeoffset"})
_OLDEST = {"smalldatetime": date(1900, 1, 2), "datetime": date(1753, 1, 2)}
_NEWEST = {"smalldatetime": date(2079, 6, 5)}
"""The days that these types of SQL Server end with, and one to spare for the neighbours."""


def written_moments(literals: Iterable[object], base: str, zone: tzinfo | None) -> list[Value]:
    """Values of a type of SQL Server for the literals that are ISO dates or moments; without an offset they are in `zone`."""
    found = (
        moment for text in literals if isinstance(text, str) and (moment := _read(text, zone)) is not None
    )
    if base == "date":
        return [day for moment in found for day in _days(moment)]
    if base not in _MOMENTS:
        return []
    oldest, newest = _OLDEST.get(base, _FIRST_DAY), _NEWEST.get(base, _LAST_DAY)
    near = [each for moment in found if oldest <= moment.date() <= newest for each in _moments(moment)]
    return [moment.replace(tzinfo=zone) for moment in near] if base == "datetimeoffset" else [*near]


def _read(text: str, zone: tzinfo | None) -> datetime | None:
    """A moment on the clock of the zone; None of what is no ISO text, or too near the ends of time."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if not _FIRST_DAY <= moment.date() <= _LAST_DAY:
        return None
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _days(moment: datetime) -> Sequence[date]:
    day = moment.date()
    return day, day - _DAY, day + _DAY


def _moments(moment: datetime) -> Iterator[datetime]:
    """The moment, the last instant before it and one later on its day; both ends of the day where it is midnight."""
    yield from (moment, moment - _INSTANT)
    if moment.time() == time():
        yield from (moment + _LATER, moment + _DAY)
