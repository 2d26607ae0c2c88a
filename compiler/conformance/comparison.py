"""Whether two answers are the same: the one home of every rule and tolerance.

Integers, text, dates, moments, booleans and bytes must be equal; a boolean is no number and a date no moment.
Decimals are equal by value, whatever their scale. Only of an endless fraction, a quotient or an average, each engine keeps
another number of digits: where the author's engine shows QUOTIENT_DIGITS digits or more, so many must be the same. Floats, and
a decimal beside a float, are compared within FLOAT_TOLERANCE. Moments with an offset are equal when they are the same
instant, because the offset that is shown is the session's on PostgreSQL and DuckDB. Where the author's engine gives an
instant and the other a moment without an offset (PostgreSQL's date_trunc of a date), the wall-clock times must be equal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from compiler.conformance.values import Answer, Row, Value

FLOAT_TOLERANCE = 1e-10
"""Relative: sums of floats depend on the order in which an engine adds, and DuckDB averages intervals by their days first."""

FLOAT_FLOOR = 1e-12
"""Absolute: what is left of a difference of two equal floats."""

QUOTIENT_DIGITS = 15
"""Significant digits of a quotient that must be the same; PostgreSQL promises sixteen, of which the last is rounded."""

QUOTIENT_FLOOR = Decimal("1E-20")
"""Absolute: one unit of the last digit that is kept behind the point of a number below one."""

GREEDY_ROWS = 500
"""Up to so many rows are matched one by one where sorting could not pair them."""


@dataclass(frozen=True)
class Difference:
    """What differs, in words, and the first row of each side that has no equal on the other."""

    words: str
    expected: Row | None = None
    got: Row | None = None


def compare(
    expected: Answer, got: Answer, *, ordered: bool = False, keys: Sequence[int] = ()
) -> Difference | None:
    """The first difference between two answers; None when they are the same. Names of columns are not compared.

    `ordered`: row by row. Otherwise as multisets, of which the columns at the positions `keys`, by which the query
    sorts, come in the same order: rows with equal keys may change places.
    """
    if expected.rows and got.rows and len(expected.rows[0]) != len(got.rows[0]):
        return Difference(f"{len(expected.rows[0])} columns expected, {len(got.rows[0])} came")
    if ordered:
        return _in_order(expected.rows, got.rows)
    if found := _as_multisets(expected.rows, got.rows):
        return found
    found = _in_order(_columns(expected.rows, keys), _columns(got.rows, keys))
    return replace(found, words=f"the order: {found.words}") if found else None


def _columns(rows: Sequence[Row], positions: Sequence[int]) -> list[Row]:
    return [tuple(row[position] for position in positions) for row in rows]


def same_value(a: Value, b: Value) -> bool:
    """Whether two values are the same by the rules of this module."""
    if a is None or b is None or isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if _is_number(a) and _is_number(b):
        return _same_number(a, b)
    if isinstance(a, datetime) and isinstance(b, datetime):
        return _same_moment(a, b)
    return type(a) is type(b) and a == b


def _same_moment(expected: datetime, got: datetime) -> bool:
    if expected.tzinfo and not got.tzinfo:
        return expected.replace(tzinfo=None) == got
    return (expected.tzinfo is None) == (got.tzinfo is None) and expected == got


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float | Decimal)


def _same_number(a: Value, b: Value) -> bool:
    if isinstance(a, float) or isinstance(b, float):
        return _same_float(float(a), float(b))  # type: ignore[arg-type]
    return _same_decimal(Decimal(a), Decimal(b))  # type: ignore[arg-type]


def _same_decimal(expected: Decimal, got: Decimal) -> bool:
    """Equal; or, of an endless fraction, equal in the digits that PostgreSQL promises."""
    if expected == got:
        return True
    return _is_endless(expected) and abs(expected - got) <= max(
        abs(expected).scaleb(-QUOTIENT_DIGITS), QUOTIENT_FLOOR
    )


def _is_endless(number: Decimal) -> bool:
    _, digits, exponent = number.as_tuple()
    shown = max(len(digits), -exponent) if isinstance(exponent, int) else 0
    return exponent != 0 and shown >= QUOTIENT_DIGITS


def _same_float(a: float, b: float) -> bool:
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=FLOAT_TOLERANCE, abs_tol=FLOAT_FLOOR)


def _same_row(a: Row, b: Row) -> bool:
    return len(a) == len(b) and all(map(same_value, a, b))


def _in_order(expected: Sequence[Row], got: Sequence[Row]) -> Difference | None:
    for number, (a, b) in enumerate(zip(expected, got, strict=False), 1):
        if not _same_row(a, b):
            return Difference(f"row {number} differs", a, b)
    return _count(expected, got)


def _count(expected: Sequence[Row], got: Sequence[Row]) -> Difference | None:
    if len(expected) == len(got):
        return None
    shorter = min(len(expected), len(got))
    return Difference(
        f"{len(expected)} rows expected, {len(got)} came",
        expected[shorter] if len(expected) > shorter else None,
        got[shorter] if len(got) > shorter else None,
    )


def _as_multisets(expected: Sequence[Row], got: Sequence[Row]) -> Difference | None:
    left, right = sorted(expected, key=_sort_key), sorted(got, key=_sort_key)
    found = _in_order(left, right)
    if found is None or len(expected) != len(got) or len(expected) > GREEDY_ROWS:
        return found
    return _matched(left, right)


def _matched(left: Sequence[Row], right: Sequence[Row]) -> Difference | None:
    """Pairs rows one by one: floats that straddle a rounding step sort differently though they are the same."""
    rest = list(right)
    for row in left:
        at = next((i for i, other in enumerate(rest) if _same_row(row, other)), None)
        if at is None:
            return Difference("a row has no equal (compared without order)", row, rest[0])
        del rest[at]
    return None


def _sort_key(row: Row) -> tuple[tuple[str, str | float], ...]:
    return tuple(_value_key(value) for value in row)


def _value_key(value: Value) -> tuple[str, str | float]:
    if value is None or isinstance(value, bool):
        return "0", str(value)
    if isinstance(value, int | float | Decimal):
        return "1", float(f"{float(value):.6g}")
    if isinstance(value, datetime):
        return "2", value.replace(tzinfo=None).isoformat()
    return "3", str(value)
