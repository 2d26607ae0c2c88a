"""Clocks of time zones, and Windows' names of the zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from compiler.tsql.zones import FIRST_NAMES, WINDOWS_ZONES
from compiler.types.session_zone import ClockChanges, clock_changes, fixed_offset

NOON_OF_MONTHS = [
    datetime(year, month, 15, 12, tzinfo=UTC) for year in range(2010, 2028) for month in range(1, 13)
]


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("Asia/Bangkok", ClockChanges(None, midnights=False)),
        ("Europe/Berlin", ClockChanges(60, midnights=False)),
        ("America/Havana", ClockChanges(60, midnights=True)),  # put back from one o'clock to midnight
        ("Asia/Beirut", ClockChanges(60, midnights=True)),  # put forward at midnight
        ("Australia/Lord_Howe", ClockChanges(None, midnights=True)),  # by an hour, later by half an hour
    ],
)
def test_what_a_clock_shows_twice_or_never(zone: str, changes: ClockChanges) -> None:
    """Rules of the tz database, from 1970 on."""
    assert clock_changes(zone) == changes


@pytest.mark.parametrize("zone", WINDOWS_ZONES)
def test_zones_of_one_windows_name_have_one_clock(zone: str) -> None:
    """A Windows zone has one history: every IANA zone of that name has shown the time of the first since 2010."""
    first = ZoneInfo(FIRST_NAMES[WINDOWS_ZONES[zone]])
    assert [_offset(moment, ZoneInfo(zone)) for moment in NOON_OF_MONTHS] == [
        _offset(moment, first) for moment in NOON_OF_MONTHS
    ]


@pytest.mark.parametrize("zone", ["America/Vancouver", "Europe/Simferopol", "Asia/Almaty", "CET", "EST"])
def test_zones_without_a_name_of_their_own_are_left_out(zone: str) -> None:
    """Their clocks differ from those of the Windows zone, or PostgreSQL reads the word as a fixed offset."""
    assert zone not in WINDOWS_ZONES


def test_thailand_needs_no_name() -> None:
    """A zone whose offset never changes is a number."""
    assert fixed_offset("Asia/Bangkok") == 7 * 60


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()
