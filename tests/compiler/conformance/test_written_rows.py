"""Rows in the report of `dashwright test` are written as the author writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import yaml

from compiler.conformance.values import Value
from compiler.conformance.written_rows import written, written_row

BANGKOK = ZoneInfo("Asia/Bangkok")


def test_a_row_names_its_columns() -> None:
    """So that it can be found in the file, and put there."""
    row = (datetime(2026, 3, 1, tzinfo=BANGKOK), "เหนือ", Decimal("20.00"))
    words = written_row(("month", "region", "revenue"), row)
    assert words == "{month: '2026-03-01', region: 'เหนือ', revenue: 20.00}"
    assert yaml.safe_load(words) == {"month": "2026-03-01", "region": "เหนือ", "revenue": 20.0}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (Decimal("1E+3"), "1000"),
        (0.5, "0.5"),
        ("it's", "'it''s'"),
        ("two\nlines", '"two\\nlines"'),
        (date(2026, 1, 31), "'2026-01-31'"),
        (time(9, 30), "'09:30:00'"),
        (datetime(2026, 3, 1, 9, 30, tzinfo=BANGKOK), "'2026-03-01 09:30:00'"),
        (datetime(2026, 3, 1, tzinfo=UTC), "'2026-03-01 00:00:00+00:00'"),
        (b"\x01\xff", "'0x01ff'"),
        ((1, "a"), "[1, 'a']"),
    ],
)
def test_a_value_is_written_in_yaml(value: Value, words: str) -> None:
    """Each kind of value that an engine gives."""
    assert written(value) == words
