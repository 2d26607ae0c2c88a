"""Rows made from a catalog's types: few, always the same, and chosen to tell a faithful statement from a nearly faithful one.

What a column may hold is its pool (`value_pools`); key columns draw from the same few numbers, so that joins find rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.conformance.fixtures import Fixture
from compiler.conformance.value_pools import Literal, fitting_text, value_pool
from compiler.conformance.values import Row, Value

ROWS = 24
"""Rows of a table: enough for groups, ties and gaps, few enough to read in a report."""

ONE_IN = 6
"""How rare NULL is in a nullable column."""

Literals = Mapping[str, Sequence[Literal]]
"""Column name in lower case to the values that queries compare it with."""


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
    pools = {c.name: value_pool(c, literals.get(c.name.lower(), ()), keys, now) for c in table.columns}
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
        return fitting_text(f"{'k' if unique else ''}{number + 1}", column.type)
    return number + 1


def _value(place: str, column: ColumnSchema, pool: Sequence[Value]) -> Value:
    drawn = _drawn(place)
    if column.nullable and drawn % ONE_IN == 0:
        return None
    return pool[drawn // ONE_IN % len(pool)]


def _drawn(words: str) -> int:
    """A number that is the same on every machine and spreads well."""
    return int.from_bytes(sha256(words.encode()).digest()[:8])


def _key_endings(tables: Sequence[TableSchema]) -> frozenset[str]:
    """What names of key columns end in: `custkey` of c_custkey, and `id`."""
    names = {name.lower() for table in tables for name in table.primary_key}
    return frozenset({name.rpartition("_")[2] for name in names} | {"id"})
