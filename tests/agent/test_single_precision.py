"""A `real` is shown with the digits that it has, not with those of the 64-bit float that a driver makes of it."""

from __future__ import annotations

import json
import struct

from hypothesis import given
from hypothesis import strategies as st

from agent.execute.answer import encode
from schemas.bundle.objects import ResultColumn
from schemas.single_precision import with_own_digits


def _as_single(value: float) -> float:
    return float(struct.unpack("<f", struct.pack("<f", value))[0])


def test_only_columns_of_the_type_real_change() -> None:
    """1.1 as a real is no 1.100000023841858; the same number in a column of type float is."""
    columns = [ResultColumn(name=name, type=name, nullable=True) for name in ("real", "float")]
    rows = [(_as_single(1.1), _as_single(1.1)), (None, None), (_as_single(-33.3333), 0.1)]
    answer = encode(columns, [rows], row_cap=10, byte_cap=10_000)
    assert json.loads(answer.rows) == [[1.1, 1.100000023841858], [None, None], [-33.3333, 0.1]]


@given(st.floats(width=32))
def test_the_number_stays_the_same_real_and_gets_no_more_digits(value: float) -> None:
    """Nothing is lost: the shorter number is the same in 24 bits."""
    shown = with_own_digits(value)
    assert shown is not None
    assert struct.pack("<f", shown) == struct.pack("<f", value)
    assert len(repr(shown)) <= len(repr(value))
