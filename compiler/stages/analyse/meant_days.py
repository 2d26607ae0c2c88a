"""Days that authors write as people do, `31/01/2026` or `31 Jan 2026`, as they should be written in a query.

Only where one day can be meant: `05/06/2026` is the fifth of June or the sixth of May, and is left alone.
"""

from __future__ import annotations

import re
from datetime import date

BUDDHIST_ERA = 543
"""Years of the Thai calendar are so many more than those of the Gregorian one."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*[ ,-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]* (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


def meant_day(text: str) -> str | None:
    """The day as `2026-01-31`, or None where none is meant, or more than one could be."""
    written = text.strip().lower()
    if found := _NUMBERS.fullmatch(written):
        one, other, year = map(int, found.groups())
        if one <= 12 and other <= 12 and one != other:
            return None
        return _day(year, other, one) if other <= 12 else _day(year, one, other)
    if found := _YEAR_FIRST.fullmatch(written):
        return _day(*map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(written):
        return _named(found[2], found[1], found[3])
    if found := _MONTH_FIRST.fullmatch(written):
        return _named(found[1], found[2], found[3])
    return None


def _named(month: str, day: str, year: str) -> str | None:
    return _day(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year - BUDDHIST_ERA if year > 2400 else year, month, day).isoformat()
    except ValueError:
        return None
