"""What each named range means, and what holds for all of them."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.ranges import named_range
from schemas.resources.dashboard import NamedRange

TODAY = date(2026, 3, 15)
MEANINGS: dict[NamedRange, tuple[date, date]] = {
    "today": (date(2026, 3, 15), date(2026, 3, 16)),
    "yesterday": (date(2026, 3, 14), date(2026, 3, 15)),
    "last_7_days": (date(2026, 3, 9), date(2026, 3, 16)),
    "last_30_days": (date(2026, 2, 14), date(2026, 3, 16)),
    "last_90_days": (date(2025, 12, 16), date(2026, 3, 16)),
    "last_12_months": (date(2025, 4, 1), date(2026, 4, 1)),
    "this_month": (date(2026, 3, 1), date(2026, 4, 1)),
    "previous_month": (date(2026, 2, 1), date(2026, 3, 1)),
    "this_quarter": (date(2026, 1, 1), date(2026, 4, 1)),
    "previous_quarter": (date(2025, 10, 1), date(2026, 1, 1)),
    "this_year": (date(2026, 1, 1), date(2027, 1, 1)),
    "previous_year": (date(2025, 1, 1), date(2026, 1, 1)),
    "year_to_date": (date(2026, 1, 1), date(2026, 3, 16)),
    "all_time": (date(1900, 1, 1), date(2079, 1, 1)),
}


@pytest.mark.parametrize("name", get_args(NamedRange))
def test_a_name_means_these_days(name: NamedRange) -> None:
    """First day and exclusive end, seen from 15 March 2026."""
    assert named_range(name, TODAY) == MEANINGS[name]


@given(st.sampled_from(get_args(NamedRange)), st.dates(date(1990, 1, 1), date(2078, 12, 31)))
def test_a_range_is_never_empty(name: NamedRange, today: date) -> None:
    """Whatever the day, a range has a day in it, and begins within all time."""
    first, end = named_range(name, today)
    assert date(1900, 1, 1) <= first < end


@given(st.dates(date(1990, 1, 1), date(2078, 12, 31)))
def test_neighbouring_ranges_meet(today: date) -> None:
    """The previous month, quarter and year end where the current ones begin."""
    pairs: list[tuple[NamedRange, NamedRange]] = [
        ("this_month", "previous_month"),
        ("this_quarter", "previous_quarter"),
        ("this_year", "previous_year"),
    ]
    for now, before in pairs:
        assert named_range(now, today)[0] == named_range(before, today)[1]
