"""Rows to look at: plausible, related by their keys, the same on every machine on one day.

`compiler.conformance.generation` makes the opposite: few rows that a careless translation gets wrong. These are for eyes:
amounts spread as amounts do, dates over the last fourteen months, texts by what their column is called. Literals
that queries compare a column with are among its values, so that filters find rows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.conformance.fixtures import Fixture
from compiler.conformance.generation import Literals
from compiler.conformance.values import Row, Value
from compiler.types.sqlserver import SqlType

FACTS = 1_200
"""Rows of a table of events: one that has a date."""
PAIRS = 300
"""Rows of a table whose key has several parts."""
THINGS = 48
"""Rows of a table of things that refer to others, such as customers."""
KINDS = 8
"""Rows of a small table that refers to nothing, such as regions."""
FEW_COLUMNS = 4
DAYS = 425
ONE_IN = 12
"""How rare NULL is in a nullable column."""

_WORDS = {
    "en": ("North", "South", "East", "West", "Central", "Harbour", "Garden", "River"),
    "th": ("เหนือ", "ใต้", "ตะวันออก", "ตะวันตก", "กลาง", "ท่าเรือ", "สวนหลวง", "ริมน้ำ"),
}
_SORTS = frozenset(
    {"status", "type", "category", "segment", "mktsegment", "region", "mode", "shipmode", "priority", "orderpriority", "brand", "flag", "class", "channel"}
)  # fmt: skip
_RATES = re.compile(r"rate|percent|pct|discount|tax|share|ratio", re.IGNORECASE)
_COUNTS = re.compile(r"qty|quantity|count|units|pieces|number$", re.IGNORECASE)


@dataclass(frozen=True)
class _Key:
    """What a column refers to: the key of another table, by the number of its rows."""

    table: TableName
    rows: int


def sample_fixture(schema: CatalogSchema, literals: Literals, now: datetime) -> Fixture:
    """Rows for every table of a catalog; `now`, in the tenant's zone, is the newest moment in them."""
    keys = _keys(schema.tables)
    made = {table.name: _Rows(table, keys, literals, now).rows() for table in schema.tables}
    return Fixture(schema.tables, made, schema.default_schema)


def _keys(tables: Sequence[TableSchema]) -> dict[str, _Key]:
    """The ending of each table's one key column, as `custkey` of c_custkey and `customer_id`, to that table."""
    single = [(table, table.primary_key[0]) for table in tables if len(table.primary_key) == 1]
    owners = {_ending(column): table for table, column in reversed(single)}
    return {ending: _Key(table.name, _count(table, set(owners))) for ending, table in owners.items()}


def _ending(column: str) -> str:
    """What a key is recognised by in other tables: its name without a prefix of one or two letters."""
    return re.sub(r"^[a-z]{1,2}_", "", column.lower())


def _count(table: TableSchema, endings: set[str]) -> int:
    """How many rows a table has, by what it seems to be."""
    if any(column.type.base in _MOMENTS for column in table.columns):
        return FACTS
    if len(table.primary_key) > 1:
        return PAIRS
    own = {_ending(name) for name in table.primary_key}
    refers = {_ending(column.name) for column in table.columns} & endings - own
    is_kind = own and not refers and len(table.columns) <= FEW_COLUMNS
    return KINDS if is_kind else THINGS


class _Rows:
    """The rows of one table."""

    def __init__(
        self, table: TableSchema, keys: Mapping[str, _Key], literals: Literals, now: datetime
    ) -> None:
        self.table = table
        self.keys = keys
        self.literals = literals
        self.now = now
        self.count = _count(table, set(keys))

    def rows(self) -> tuple[Row, ...]:
        makers = [self._maker(column) for column in self.table.columns]
        made = (tuple(make(number) for make in makers) for number in range(self.count))
        if not self.table.primary_key:
            return tuple(made)
        places = [at for at, c in enumerate(self.table.columns) if c.name in self.table.primary_key]
        return tuple({tuple(row[at] for at in places): row for row in made}.values())

    def _maker(self, column: ColumnSchema) -> Callable[[int], Value]:
        place = f"{self.table.name}.{column.name}"
        key = self.keys.get(_ending(column.name))
        own = self.table.primary_key == (column.name,)
        if self.count == KINDS and column.type.base in _NAMES and not own:
            wanted = [v for v in self.literals.get(column.name.lower(), ()) if isinstance(v, str)]
            words = [*wanted, *_words(column)]
            return lambda number: _cut(words[number], column.type)
        make = self._numbered(column) if own else self._referring(column, key) if key else self._plain(column)

        def value(number: int) -> Value:
            drawn = _drawn(f"{place}.{number}")
            if column.nullable and not own and drawn % ONE_IN == 0:
                return None
            return make(number if own else drawn // ONE_IN)

        return value

    def _numbered(self, column: ColumnSchema) -> Callable[[int], Value]:
        return lambda number: _key_value(number + 1, column.type)

    def _referring(self, column: ColumnSchema, key: _Key) -> Callable[[int], Value]:
        """A few of the other table's rows are referred to often, as in life."""
        return lambda drawn: _key_value(1 + int(key.rows * (drawn % 1000 / 1000) ** 1.7), column.type)

    def _plain(self, column: ColumnSchema) -> Callable[[int], Value]:
        base = column.type.base
        if base in _WHOLE:
            return self._whole(column)
        if base in _FRACTIONS:
            return self._amount(column)
        if base in _MOMENTS:
            return self._moment(column.type)
        if base in _OTHERS:
            return _OTHERS[base]
        return self._text(column)

    def _whole(self, column: ColumnSchema) -> Callable[[int], Value]:
        wanted = [v for v in self.literals.get(column.name.lower(), ()) if isinstance(v, int)]
        highest = 50 if _COUNTS.search(column.name) else 100
        return lambda drawn: wanted[drawn % len(wanted)] if wanted and drawn % 2 else 1 + drawn // 2 % highest

    def _amount(self, column: ColumnSchema) -> Callable[[int], Value]:
        scale = 4 if column.type.base in ("money", "smallmoney") else column.type.scale or 0
        whole = (column.type.precision or 15) - scale
        floating = column.type.base in ("float", "real")
        middle, spread = (
            (0.08, 0.5)
            if _RATES.search(column.name)
            else (20.0, 0.6)
            if _COUNTS.search(column.name)
            else (1500.0, 0.9)
        )
        places = 2 if floating else min(scale, 2)

        def amount(drawn: int) -> Value:
            drawn_normal = (
                sum(_part(drawn, at) for at in range(6)) - 3
            )  # nearly normal, by the sum of uniform parts
            value = min(middle * math.exp(spread * drawn_normal), 10.0 ** min(whole, 12) - 1)
            return round(value, places) if floating else Decimal(f"{value:.{places}f}")

        return amount

    def _moment(self, sql_type: SqlType) -> Callable[[int], Value]:
        """Days up to now, more of them lately, fewer at weekends."""

        def moment(drawn: int) -> Value:
            days = int(DAYS * _part(drawn, 0) ** 1.2)
            day = self.now.date() - timedelta(days=days)
            if day.weekday() > 4 and drawn % 3:
                day -= timedelta(days=day.weekday() - 4)
            clock = time(8 + drawn % 11, drawn // 11 % 60)
            if sql_type.base == "date":
                return day
            if sql_type.base == "time":
                return clock
            found = datetime.combine(day, clock)
            return found.replace(tzinfo=self.now.tzinfo) if sql_type.base == "datetimeoffset" else found

        return moment

    def _text(self, column: ColumnSchema) -> Callable[[int], Value]:
        name = column.name.lower()
        wanted = [v for v in self.literals.get(name, ()) if isinstance(v, str)]
        words = _words(column)
        if wanted:
            pool = [*wanted, words[0]]
            return lambda drawn: _cut(pool[drawn % len(pool)], column.type)
        if _ending(name).removesuffix("_th") in _SORTS:
            return lambda drawn: _cut(words[int(5 * _part(drawn, 0) ** 1.4)], column.type)
        if "mail" in name:
            return lambda drawn: _cut(f"person{drawn % 90}@example.com", column.type)
        if "phone" in name:
            return lambda drawn: _cut(f"+66 2 555 {drawn % 10_000:04}", column.type)
        return lambda drawn: _cut(f"{words[drawn % len(words)]} {drawn // 8 % 60 + 1}", column.type)


_NAMES = frozenset({"char", "varchar", "nchar", "nvarchar"})
_WHOLE = frozenset({"tinyint", "smallint", "int", "bigint"})
_FRACTIONS = frozenset({"decimal", "numeric", "money", "smallmoney", "float", "real"})
_MOMENTS = frozenset({"date", "time", "smalldatetime", "datetime", "datetime2", "datetimeoffset"})
_OTHERS: Mapping[str, Callable[[int], Value]] = {
    "bit": lambda drawn: drawn % 5 > 0,
    "uniqueidentifier": lambda drawn: str(UUID(int=drawn % 10_000 + 1)),
    "binary": lambda drawn: bytes([drawn % 256]),
    "varbinary": lambda drawn: bytes([drawn % 256]),
    "image": lambda drawn: bytes([drawn % 256]),
    "rowversion": lambda drawn: drawn.to_bytes(16)[:8],
}


def _key_value(number: int, sql_type: SqlType) -> Value:
    """A key of that number, the same wherever it is referred to."""
    if sql_type.base in ("decimal", "numeric"):
        return Decimal(number)
    if sql_type.base == "uniqueidentifier":
        return str(UUID(int=number))
    if sql_type.base in _WHOLE:
        return number
    return _cut(f"{number:04}", sql_type)


def _words(column: ColumnSchema) -> Sequence[str]:
    """The words of a column's language, as far as its name tells."""
    return _WORDS["th" if column.name.lower().endswith("_th") and column.type.base.startswith("n") else "en"]


def _cut(text: str, sql_type: SqlType) -> str:
    length = sql_type.length or 0
    cut = text[:length] if length > 0 else text
    return cut.ljust(length) if sql_type.base in ("char", "nchar") else cut


def _drawn(words: str) -> int:
    """A number that is the same on every machine and spreads well."""
    return int.from_bytes(sha256(words.encode()).digest()[:15])


def _part(drawn: int, at: int) -> float:
    """A part of a drawn number, from 0 up to 1."""
    return (drawn >> (13 * at)) % 8191 / 8191
