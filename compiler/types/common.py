"""Types that rules give back. They are shared between nodes and never changed."""

from __future__ import annotations

from functools import cache

from sqlglot import exp

from compiler.types.families import Kind

MAX_DIGITS = 38
"""The most digits that a decimal of SQL Server or DuckDB holds."""


def _of(kind: Kind) -> exp.DataType:
    return exp.DataType(this=kind)


BOOLEAN = _of(Kind.BOOLEAN)
SMALLINT = _of(Kind.SMALLINT)
INT = _of(Kind.INT)
BIGINT = _of(Kind.BIGINT)
INT128 = _of(Kind.INT128)
NUMERIC = _of(Kind.DECIMAL)
"""PostgreSQL's numeric without bounds: as many digits as the value needs."""
FLOAT = _of(Kind.FLOAT)
DOUBLE = _of(Kind.DOUBLE)
TEXT = _of(Kind.TEXT)
DATE = _of(Kind.DATE)
TIME = _of(Kind.TIME)
TIMESTAMP = _of(Kind.TIMESTAMP)
TIMESTAMPTZ = _of(Kind.TIMESTAMPTZ)
INTERVAL = _of(Kind.INTERVAL)
UUID = _of(Kind.UUID)
VARBINARY = _of(Kind.VARBINARY)
JSON = _of(Kind.JSON)
STRUCT = _of(Kind.STRUCT)
NULL = _of(Kind.NULL)
UNKNOWN = _of(Kind.UNKNOWN)


@cache
def decimal(precision: int, scale: int) -> exp.DataType:
    """A decimal of so many digits, at most 38, so many of them after the point."""
    digits = min(precision, MAX_DIGITS)
    parts = [exp.DataTypeParam(this=exp.Literal.number(number)) for number in (digits, min(scale, digits))]
    return exp.DataType(this=Kind.DECIMAL, expressions=parts)


def array_of(element: exp.DataType) -> exp.DataType:
    """A list of elements of one type."""
    return exp.DataType(this=Kind.ARRAY, expressions=[element.copy()], nested=True)


def element_of(array: exp.DataType | None) -> exp.DataType:
    """The type of a list's elements; UNKNOWN where it is no list."""
    first = array.expressions[0] if array is not None and array.expressions else None
    return first if isinstance(first, exp.DataType) else UNKNOWN
