"""What engines take and give back: typed values, rows, answers. Each engine maps its driver's types to these."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from schemas.single_precision import with_own_digits

Value = None | bool | int | float | Decimal | str | bytes | date | datetime | time | tuple["Value", ...]
"""One value. A tuple is a list that a parameter with `many` carries; it never stands in a row."""

Row = tuple[Value, ...]


class NoCounterpart(TypeError):
    """A value of a type that SQL Server does not have: an interval, an array, a struct."""


class EngineFailed(Exception):
    """An engine refused a statement, or failed while it ran; the text is the engine's own."""


@dataclass(frozen=True)
class BoundValue:
    """A parameter with its value: the name without its mark, the type in the engine's words."""

    name: str
    type: str
    value: Value
    many: bool = False


@dataclass(frozen=True)
class Answer:
    """The rows of a query in the order in which they came."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def answer_of(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], reals: AbstractSet[int] = frozenset()
) -> Answer:
    """An answer from what a driver gave; `reals` are the places of columns of 32-bit floats, which get their own digits.

    Raises NoCounterpart for a value that no column of SQL Server holds.
    """
    plain_rows = (tuple(plain(value) for value in row) for row in rows)
    if reals:
        plain_rows = (_with_reals(row, reals) for row in plain_rows)
    return Answer(tuple(columns), tuple(plain_rows))


def _with_reals(row: Row, reals: AbstractSet[int]) -> Row:
    return tuple(
        with_own_digits(value) if place in reals and isinstance(value, float) else value
        for place, value in enumerate(row)
    )


def plain(value: Any) -> Value:
    """A driver's value as one of `Value`. Raises NoCounterpart."""
    match value:
        case None | bool() | int() | float() | Decimal() | str() | date() | time():
            return value  # datetime is a date
        case UUID():
            return str(value).lower()
        case bytes() | bytearray() | memoryview():
            return bytes(value)
        case _:
            raise NoCounterpart(f"{value!r} is a {type(value).__name__}, which SQL Server has no type for")
