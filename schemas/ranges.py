"""Named date ranges such as `last_30_days`: from a first day up to, and without, an end day.

One home for what each name means: the agent resolves a viewer's choice with it, and tests of dashboards theirs.
`today` is the tenant's calendar day; nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from schemas.resources.dashboard import NamedRange

DayRange = tuple[date, date]

EARLIEST = date(1900, 1, 1)
LATEST = date(2079, 1, 1)
"""`all_time`: what smalldatetime, the narrowest of SQL Server's types, can still be compared with."""


def named_range(name: NamedRange, today: date) -> DayRange:
    """First day and exclusive end of a named range, counted from `today`."""
    return _RANGES[name](today)


def add_months(day: date, months: int) -> date:
    """The first day of the month that lies `months` after that of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _last_days(count: int) -> Callable[[date], DayRange]:
    """So many days up to and including today."""
    return lambda today: (today - timedelta(days=count - 1), today + timedelta(days=1))


def _months(first: int, count: int) -> Callable[[date], DayRange]:
    """So many whole calendar months, the first of them `first` months after the current one."""
    return lambda today: (add_months(today, first), add_months(today, first + count))


def _quarter(offset: int) -> Callable[[date], DayRange]:
    def days(today: date) -> DayRange:
        first = add_months(today, -((today.month - 1) % 3) + 3 * offset)
        return first, add_months(first, 3)

    return days


def _year(offset: int) -> Callable[[date], DayRange]:
    return lambda today: (date(today.year + offset, 1, 1), date(today.year + offset + 1, 1, 1))


_RANGES: dict[NamedRange, Callable[[date], DayRange]] = {
    "today": _last_days(1),
    "yesterday": lambda today: (today - timedelta(days=1), today),
    "last_7_days": _last_days(7),
    "last_30_days": _last_days(30),
    "last_90_days": _last_days(90),
    "last_12_months": _months(-11, 12),
    "this_month": _months(0, 1),
    "previous_month": _months(-1, 1),
    "this_quarter": _quarter(0),
    "previous_quarter": _quarter(-1),
    "this_year": _year(0),
    "previous_year": _year(-1),
    "year_to_date": lambda today: (date(today.year, 1, 1), today + timedelta(days=1)),
    "all_time": lambda _: (EARLIEST, LATEST),
}
