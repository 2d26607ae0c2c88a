"""What a column of a fixture may hold: values that tell a faithful statement from a nearly faithful one.

Every pool holds what a careless translation gets wrong: negative numbers, halves, trailing blanks, wildcards, Thai, empty text,
ends of months, a leap day, midnights and last instants. What the queries compare a column with is put into its pool, with
what lies just before and after it, so that filters find rows and their edges are seen.
Texts that differ only in case or trailing blanks are left out: what they mean is the collation's to say, not the query's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from compiler.catalogs.schema import ColumnSchema
from compiler.conformance.column_types import MICROSECONDS, fraction_digits
from compiler.conformance.values import Value
from compiler.conformance.written_moments import written_moments
from compiler.types.sqlserver import SqlType

Literal = str | int | Decimal
"""A value that a query compares a column with."""

_INTEGERS = (0, 1, 2, 3, 5, 7, -1, -4, 12, 100)
_DECIMALS = tuple(
    map(Decimal, ("0", "0.01", "-10.5", "2.5", "0.5", "1.5", "99.99", "33.3333", "-0.5", "1000"))
)
_TEXTS = (
    "amber",
    "blue",
    "",
    "trail  ",
    "  lead",
    "100%",
    "a_b",
    "x[y]z",
    "o'clock",
    "back\\slash",
    "กรุงเทพ",
    "ชั้น ๑",
)
_DAYS_AGO = (0, 1, 6, 7, 29, 30, 31, 59, 89, 181, 250, 300, 364, 365, 366, 400)
_TIMES = (time(), time(12, 34, 56), time(23, 59, 59), time(6), time(0, 0, 1))


def value_pool(
    column: ColumnSchema, literals: Sequence[Literal], keys: frozenset[str], now: datetime
) -> Sequence[Value]:
    """What a column may hold besides NULL; `keys` are the endings of names of key columns, `now` is in the tenant's zone."""
    base = column.type.base
    if base in _RANGES:
        return _integers(column, literals, keys)
    if base in {"decimal", "numeric", "money", "smallmoney"}:
        return _decimals(column.type, literals)
    if base in _MAKERS:
        wanted = _weighted(written_moments(literals, base, now.tzinfo))
        return [_fitting_moment(value, column.type) for value in (*_MAKERS[base](now), *wanted)]
    return _texts(column.type, literals)


def _fitting_moment(value: Value, sql_type: SqlType) -> Value:
    """A moment cut to the digits that its type holds."""
    if not isinstance(value, datetime):
        return value
    if sql_type.base == "smalldatetime":
        return value.replace(second=0, microsecond=0)
    return value.replace(
        microsecond=value.microsecond - value.microsecond % 10 ** (MICROSECONDS - fraction_digits(sql_type))
    )


_RANGES = {
    "tinyint": (0, 2**8 - 1),
    "smallint": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "bigint": (-(2**63), 2**63 - 1),
}
"""https://learn.microsoft.com/sql/t-sql/data-types/int-bigint-smallint-and-tinyint-transact-sql"""


def _integers(column: ColumnSchema, literals: Sequence[Any], keys: frozenset[str]) -> Sequence[int]:
    lowest, highest = _RANGES[column.type.base]
    near = (value + step for value in literals if isinstance(value, int) for step in (0, 1, -1))
    wanted = [value for value in near if lowest <= value <= highest]
    if column.name.lower().rpartition("_")[2] in keys or column.name.lower().endswith("id"):
        return [*range(1, 10), *wanted]
    return [*(value for value in _INTEGERS if value >= lowest), *_weighted(wanted)]


def _decimals(sql_type: SqlType, literals: Sequence[Any]) -> Sequence[Decimal]:
    scale = sql_type.scale if sql_type.scale is not None else 4
    whole = (sql_type.precision or 10) - scale
    values = [*_DECIMALS, *(Decimal(value) for value in literals if not isinstance(value, str))]
    return [round(value, scale) for value in values if abs(value) < 10**whole]


def _texts(sql_type: SqlType, literals: Sequence[Any]) -> Sequence[str]:
    plain = sql_type.base in {"char", "varchar", "text"}
    own = [text for text in _TEXTS if text.isascii() or not plain]
    wanted = [text for text in literals if isinstance(text, str) and (text.isascii() or not plain)]
    length = sql_type.length or 0
    fitting = [
        fitting_text(text, sql_type)
        for text in (*own, *_weighted(wanted))
        if length <= 0 or len(text) <= length
    ]
    return fitting or [fitting_text("x", sql_type)]


def fitting_text(text: str, sql_type: SqlType) -> str:
    """A text cut to the length of its type, and filled up to it where the type is."""
    length = sql_type.length or 0
    cut = text[:length] if length > 0 else text
    return cut.ljust(length) if sql_type.base in {"char", "nchar"} else cut


def _weighted(wanted: Sequence[Any]) -> list[Any]:
    """Literals often enough that about half of the rows pass a filter on them."""
    return list(wanted) * (len(_TEXTS) // len(wanted) + 1) if wanted else []


def _dates(now: datetime) -> list[date]:
    today = now.date()
    month_end = today.replace(day=1) - timedelta(days=1)
    edges = [
        month_end,
        month_end.replace(day=1),
        date(2024, 2, 29),
        date(1999, 12, 31),
        today.replace(month=1, day=1),
    ]
    return [*(today - timedelta(days=days) for days in _DAYS_AGO), *edges]


def _moments(fraction: int) -> Callable[[datetime], list[Value]]:
    """Moments on the days of `_dates`, some with so many microseconds."""

    def made(now: datetime) -> list[Value]:
        moments: list[Value] = []
        for at, day in enumerate(_dates(now)):
            moment = datetime.combine(day, _TIMES[at % len(_TIMES)])
            moments.append(moment.replace(microsecond=fraction if at % 3 == 0 else 0))
        return moments

    return made


def _instants(now: datetime) -> list[Value]:
    return [
        moment.replace(tzinfo=now.tzinfo) for moment in _moments(123_456)(now) if isinstance(moment, datetime)
    ]


_MAKERS: dict[str, Callable[[datetime], Sequence[Value]]] = {
    "bit": lambda _: (True, False),
    "real": lambda _: (0.5, -2.5, 0.0, 1.25, 100.0),
    "float": lambda _: (0.5, -2.5, 0.0, 1.25, 0.1, 1e6),
    "date": _dates,
    "time": lambda _: _TIMES,
    "smalldatetime": lambda now: [
        moment.replace(second=0) for moment in _moments(0)(now) if isinstance(moment, datetime)
    ],
    "datetime": _moments(990_000),
    "datetime2": _moments(123_000),
    "datetimeoffset": _instants,
    "uniqueidentifier": lambda _: tuple(str(UUID(int=number)) for number in range(1, 10)),
    "binary": lambda _: (b"\x00\x01",),
    "varbinary": lambda _: (b"", b"\x00\xff"),
    "image": lambda _: (b"\x00",),
}
