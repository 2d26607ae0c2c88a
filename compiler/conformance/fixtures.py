"""Rows of a catalog's tables: plain values, as YAML and JSON have them, read in the terms of the columns' types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from compiler.catalogs.names import BadName, TableName, parse_table_name
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.conformance.column_types import MICROSECONDS, fraction_digits
from compiler.conformance.values import Row, Value
from compiler.types.sqlserver import SqlType


class BadFixture(ValueError):
    """A row that the tables could not hold; the message names the table, the row and the column."""


@dataclass(frozen=True)
class Fixture:
    """Tables with rows. Every table of `tables` exists; one that `rows` does not name is empty."""

    tables: tuple[TableSchema, ...]
    rows: Mapping[TableName, tuple[Row, ...]]
    default_schema: str = "dbo"

    def rows_of(self, table: TableSchema) -> tuple[Row, ...]:
        """The rows of a table, values in the order of its columns."""
        return self.rows.get(table.name, ())

    def rearranged(self, order: Callable[[tuple[Row, ...]], Sequence[Row]]) -> Fixture:
        """The same rows stored in another order."""
        rows = {name: tuple(order(rows)) for name, rows in self.rows.items()}
        return Fixture(self.tables, rows, self.default_schema)


def read_fixture(
    schema: CatalogSchema, given: Mapping[str, Sequence[Mapping[str, Any]]], zone: ZoneInfo
) -> Fixture:
    """Rows by table name, each a mapping of columns. Raises BadFixture.

    A column that a row does not name is NULL, or where it cannot be, the zero of its type: a test names what matters to
    it. A moment without an offset in a datetimeoffset column is one of `zone`.
    """
    rows: dict[TableName, tuple[Row, ...]] = {}
    for name, mappings in given.items():
        table = _table(schema, name)
        rows[table.name] = tuple(_row(table, number, row, zone) for number, row in enumerate(mappings, 1))
    return Fixture(schema.tables, rows, schema.default_schema)


def _table(schema: CatalogSchema, name: str) -> TableSchema:
    try:
        parsed = parse_table_name(name, schema.default_schema)
    except BadName as fault:
        raise BadFixture(str(fault)) from None
    table = schema.find(parsed.table, parsed.schema)
    if table is None:
        near = schema.suggest(parsed.table, parsed.schema)
        raise BadFixture(f"the catalog has no table {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return table


def _row(table: TableSchema, number: int, given: Mapping[str, Any], zone: ZoneInfo) -> Row:
    by_name = {key.lower(): value for key, value in given.items()}
    if unknown := sorted(by_name.keys() - table.by_name.keys()):
        raise BadFixture(f"{table.name} has no column {unknown[0]!r} (row {number})")
    return tuple(
        _value(table, number, column, by_name[column.name.lower()], zone)
        if column.name.lower() in by_name
        else _unnamed(column, zone)
        for column in table.columns
    )


def _unnamed(column: ColumnSchema, zone: ZoneInfo) -> Value:
    """What stands in a column that a row does not name."""
    return None if column.nullable else read_value(_ZEROS.get(column.type.base, ""), column.type, zone)


_ZEROS: dict[str, Any] = {
    "bit": False,
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint", "decimal", "numeric", "money", "smallmoney"), 0),
    **dict.fromkeys(("real", "float"), 0.0),
    **dict.fromkeys(("date", "smalldatetime", "datetime", "datetime2", "datetimeoffset"), "1970-01-01"),
    "time": "00:00:00",
    "uniqueidentifier": "00000000-0000-0000-0000-000000000000",
}


def _value(table: TableSchema, number: int, column: ColumnSchema, given: Any, zone: ZoneInfo) -> Value:
    place = f"{table.name}.{column.name} (row {number})"
    if given is None:
        if not column.nullable:
            raise BadFixture(f"{place} is not null, and the row has no value for it")
        return None
    try:
        return read_value(given, column.type, zone)
    except (ValueError, InvalidOperation):
        raise BadFixture(f"{place} is {column.type}; {given!r} is none") from None


def read_value(given: Any, sql_type: SqlType, zone: ZoneInfo) -> Value:
    """A plain value as one of that type. Raises ValueError or decimal.InvalidOperation."""
    match sql_type.base:
        case "bit":
            return _boolean(given)
        case "tinyint" | "smallint" | "int" | "bigint":
            return _integer(given)
        case "decimal" | "numeric":
            return _decimal(given, sql_type.scale or 0)
        case "money" | "smallmoney":
            return _decimal(given, 4)
        case "real" | "float":
            return float(given)
        case "date" | "time" | "smalldatetime" | "datetime" | "datetime2" | "datetimeoffset":
            return _temporal(str(given), sql_type, zone)
        case "binary" | "varbinary" | "image" | "rowversion":
            return bytes.fromhex(str(given).removeprefix("0x"))
        case _:
            return _text(given, sql_type)


def _boolean(given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueError(given)  # noqa: TRY004 - callers report one kind of fault for every bad value
    return given


def _integer(given: Any) -> int:
    if isinstance(given, bool) or int(given) != given:
        raise ValueError(given)
    return int(given)


def _decimal(given: Any, scale: int) -> Decimal:
    value = Decimal(str(given)) if not isinstance(given, bool) else Decimal("NaN")
    if not value.is_finite() or value != round(value, scale):
        raise ValueError(given)
    return round(value, scale)


def _text(given: Any, sql_type: SqlType) -> str:
    if not isinstance(given, str):
        raise ValueError(given)  # noqa: TRY004 - as in _boolean
    if sql_type.length is not None and 0 < sql_type.length < len(given):
        raise ValueError(given)
    return given.ljust(sql_type.length or 0) if sql_type.base in {"char", "nchar"} else given


def _temporal(given: str, sql_type: SqlType, zone: ZoneInfo) -> Value:
    if sql_type.base == "date":
        return date.fromisoformat(given)
    if sql_type.base == "time":
        return _with_digits(time.fromisoformat(given), sql_type)
    moment = _with_digits(datetime.fromisoformat(given), sql_type)
    if sql_type.base == "datetimeoffset":
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    if moment.tzinfo:
        raise ValueError(given)
    return moment


Clock = TypeVar("Clock", datetime, time)


def _with_digits(value: Clock, sql_type: SqlType) -> Clock:
    """Passes a value whose fraction of a second the type can hold; SQL Server would round it, the others would not."""
    if value.microsecond % 10 ** (MICROSECONDS - fraction_digits(sql_type)):
        raise ValueError(value)
    return value
