"""Rows made from a catalog's types: few, always the same, and chosen to tell a faithful statement from a nearly faithful one.

Every pool holds values that a careless translation gets wrong: NULL, negative numbers, halves, trailing blanks, wildcards,
Thai, empty text, ends of months, a leap day, midnights and last instants. Literals that the queries compare a column with
are put into its pool, and key columns draw from the same few numbers, so that filters and joins find rows.
Texts that differ only in case or trailing blanks are left out: what they mean is the collation's to say, not the query's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.conformance.column_types import MICROSECONDS, fraction_digits
from compiler.conformance.fixtures import Fixture
from compiler.conformance.values import Row, Value
from compiler.types.sqlserver import SqlType

ROWS = 24
"""Rows of a table: enough for groups, ties and gaps, few enough to read in a report."""

ONE_IN = 6
"""How rare NULL is in a nullable column."""

Literals = Mapping[str, Sequence[str | int | Decimal]]
"""Column name in lower case to the values that queries compare it with."""

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
_SMALLEST_UNSIGNED = "tinyint"


def generated_fixture(
    schema: CatalogSchema, tables: Sequence[TableName], literals: Literals, now: datetime, rows: int = ROWS
) -> Fixture:
    """The same rows for the same tables, literals and moment (in the tenant's zone), on any machine."""
    chosen = tuple(table for table in schema.tables if table.name in set(tables))
    keys = _key_endings(chosen)
    made = {table.name: _rows(table, literals, keys, now, rows) for table in chosen}
    return Fixture(chosen, made, schema.default_schema)


def _rows(
    table: TableSchema, literals: Literals, keys: frozenset[str], now: datetime, count: int
) -> tuple[Row, ...]:
    positions = {name.lower(): at for at, name in enumerate(table.primary_key)}
    base = math.ceil(count ** (1 / max(1, len(positions))))
    pools = {c.name: _pool(c, literals.get(c.name.lower(), ()), keys, now) for c in table.columns}
    rows = [
        tuple(
            _key_value(column, number // base ** positions[column.name.lower()] % base, len(positions) == 1)
            if column.name.lower() in positions
            else _value(f"{table.name}.{column.name}.{number}", column, pools[column.name])
            for column in table.columns
        )
        for number in range(count)
    ]
    return tuple(rows) if positions else (*rows, rows[0])


def _key_value(column: ColumnSchema, number: int, unique: bool) -> Value:
    """A part of a primary key: small numbers, or what they are as text, date or uuid."""
    base = column.type.base
    if base in {"decimal", "numeric"}:
        return Decimal(number + 1)
    if base in {"date", "datetime", "datetime2", "smalldatetime"}:
        day = date(2024, 2, 26) + timedelta(days=number)
        return day if base == "date" else datetime.combine(day, time())
    if base == "uniqueidentifier":
        return str(UUID(int=number + 1))
    if base in {"char", "varchar", "nchar", "nvarchar"}:
        return _fitting_text(f"{'k' if unique else ''}{number + 1}", column.type)
    return number + 1


def _value(place: str, column: ColumnSchema, pool: Sequence[Value]) -> Value:
    drawn = _drawn(place)
    if column.nullable and drawn % ONE_IN == 0:
        return None
    return pool[drawn // ONE_IN % len(pool)]


def _drawn(words: str) -> int:
    """A number that is the same on every machine and spreads well."""
    return int.from_bytes(sha256(words.encode()).digest()[:8])


def _pool(
    column: ColumnSchema, literals: Sequence[str | int | Decimal], keys: frozenset[str], now: datetime
) -> Sequence[Value]:
    base = column.type.base
    if base in _WHOLE:
        return _integers(column, literals, keys)
    if base in {"decimal", "numeric", "money", "smallmoney"}:
        return _decimals(column.type, literals)
    if base in _MAKERS:
        return [_fitting_moment(value, column.type) for value in _MAKERS[base](now)]
    return _texts(column.type, literals)


def _fitting_moment(value: Value, sql_type: SqlType) -> Value:
    """A moment cut to the digits that its type holds."""
    if not isinstance(value, datetime):
        return value
    return value.replace(
        microsecond=value.microsecond - value.microsecond % 10 ** (MICROSECONDS - fraction_digits(sql_type))
    )


_WHOLE = frozenset({"tinyint", "smallint", "int", "bigint"})


def _key_endings(tables: Sequence[TableSchema]) -> frozenset[str]:
    """What names of key columns end in: `custkey` of c_custkey, and `id`."""
    names = {name.lower() for table in tables for name in table.primary_key}
    return frozenset({name.rpartition("_")[2] for name in names} | {"id"})


def _integers(column: ColumnSchema, literals: Sequence[Any], keys: frozenset[str]) -> Sequence[int]:
    lowest = 0 if column.type.base == _SMALLEST_UNSIGNED else -(2**15)
    if column.name.lower().rpartition("_")[2] in keys or column.name.lower().endswith("id"):
        return range(1, 10)
    wanted = [value for value in literals if isinstance(value, int) and lowest <= value < 2**15]
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
        _fitting_text(text, sql_type)
        for text in (*own, *_weighted(wanted))
        if length <= 0 or len(text) <= length
    ]
    return fitting or [_fitting_text("x", sql_type)]


def _fitting_text(text: str, sql_type: SqlType) -> str:
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
