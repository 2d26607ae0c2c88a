"""Values of SQL Server's `real`, which a driver hands on as 64-bit floats: 1.1 arrives as 1.100000023841858.

https://learn.microsoft.com/sql/t-sql/data-types/float-and-real-transact-sql: a real has 24 bits, which six to nine digits tell.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable

from schemas.bundle.objects import ResultColumn

_SINGLE = struct.Struct("<f")


def places_of_reals(columns: Iterable[ResultColumn]) -> frozenset[int]:
    """Which of the columns, counted from 0, are of the type `real`."""
    return frozenset(place for place, column in enumerate(columns) if column.type.lower() == "real")


def with_own_digits(value: float | None) -> float | None:
    """The number with the fewest digits that is the same as a real: 1.1 for 1.100000023841858."""
    if value is None or not math.isfinite(value):
        return value
    texts = (f"{value:.{digits}g}" for digits in range(6, 10))
    return next((float(text) for text in texts if _is_same(float(text), value)), value)


def _is_same(one: float, real: float) -> bool:
    try:
        return bool(_SINGLE.unpack(_SINGLE.pack(one))[0] == real)
    except OverflowError:
        return False
