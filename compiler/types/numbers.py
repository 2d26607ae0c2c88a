"""Result types of arithmetic in the authors' dialects.

PostgreSQL: https://www.postgresql.org/docs/current/functions-math.html (operators exist for smallint, integer, bigint,
numeric, real, double precision; operands of two types are brought to the later one of that list, real with anything but
real to double precision). https://www.postgresql.org/docs/current/datatype-numeric.html: numeric keeps every digit of sums
and products.
DuckDB: https://duckdb.org/docs/stable/sql/functions/numeric and src/function/scalar/operator/arithmetic.cpp: `/` is always
floating; a sum of decimals has one digit more, a product the digits of both, within 18 digits while both operands are; a
whole number as it is written takes the integer type beside it if it fits.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from sqlglot import exp

from compiler.types.common import BIGINT, DOUBLE, FLOAT, INT, INT128, MAX_DIGITS, NUMERIC, SMALLINT, decimal
from compiler.types.families import Kind, family, precision_and_scale

Operator = Literal["+", "-", "*", "/", "//", "%"]

DIGITS: dict[Kind, int] = {
    Kind.TINYINT: 3,
    Kind.UTINYINT: 3,
    Kind.SMALLINT: 5,
    Kind.USMALLINT: 5,
    Kind.INT: 10,
    Kind.UINT: 10,
    Kind.BIGINT: 19,
    Kind.UBIGINT: 20,
    Kind.INT128: 38,
    Kind.UINT128: 38,
}
"""Digits of the largest value of an integer type."""

_INT64_DIGITS = 18
VARYING_SCALE: Final = "varying_scale"


def with_varying_scale(data_type: exp.DataType) -> exp.DataType:
    """A decimal of which PostgreSQL shows some values with fewer digits after the point: `CASE WHEN a THEN 1.50 ELSE 0 END`."""
    marked = data_type.copy()
    marked.meta[VARYING_SCALE] = True
    return marked


def has_varying_scale(data_type: exp.DataType | None) -> bool:
    """Whether PostgreSQL shows values of one type with different digits after the point."""
    return data_type is not None and bool(data_type.meta.get(VARYING_SCALE))


def arithmetic(operator: Operator, left: exp.DataType, right: exp.DataType, postgres: bool) -> exp.DataType:
    """The type of a number combined with a number."""
    families = {family(left), family(right)}
    if not postgres and operator == "/":
        return _floating(left, right, postgres) if "float" in families else DOUBLE
    if "float" in families:
        return _floating(left, right, postgres)
    if families == {"integer"}:
        return wider_integer(left, right)
    made = _decimal(operator, left, right, postgres)
    return with_varying_scale(made) if has_varying_scale(left) or has_varying_scale(right) else made


def _floating(left: exp.DataType, right: exp.DataType, postgres: bool) -> exp.DataType:
    kinds = {left.this, right.this}
    if kinds == {Kind.FLOAT} or (not postgres and Kind.DOUBLE not in kinds):
        return FLOAT
    return DOUBLE


def wider_integer(left: exp.DataType, right: exp.DataType) -> exp.DataType:
    """The integer type of two that holds more; nothing smaller than smallint."""
    if left.this is right.this:
        return left
    digits = max(DIGITS[left.this], DIGITS[right.this])
    if digits <= DIGITS[Kind.SMALLINT]:
        return SMALLINT
    if digits <= DIGITS[Kind.INT]:
        return INT
    return BIGINT if digits <= DIGITS[Kind.BIGINT] else INT128


LIMITS: dict[Kind, tuple[int, int]] = {
    Kind.TINYINT: (-128, 127),
    Kind.UTINYINT: (0, 255),
    Kind.SMALLINT: (-(2**15), 2**15 - 1),
    Kind.INT: (-(2**31), 2**31 - 1),
    Kind.BIGINT: (-(2**63), 2**63 - 1),
}


def holds(data_type: exp.DataType, value: int) -> bool:
    """Whether an integer type has a value."""
    low, high = LIMITS.get(data_type.this, (-(2**127), 2**127 - 1))
    return data_type.this in DIGITS and low <= value <= high


def as_decimal(data_type: exp.DataType) -> tuple[int, int] | None:
    """Digits and scale of an integer or decimal; None for a numeric without bounds."""
    if data_type.this in DIGITS:
        return DIGITS[data_type.this], 0
    return precision_and_scale(data_type)


def _decimal(operator: Operator, left: exp.DataType, right: exp.DataType, postgres: bool) -> exp.DataType:
    one, other = as_decimal(left), as_decimal(right)
    if one is None or other is None or operator == "/":
        return NUMERIC
    (p1, s1), (p2, s2) = one, other
    scale = s1 + s2 if operator == "*" else max(s1, s2)
    precision = p1 + p2 if operator == "*" else max(p1 - s1, p2 - s2) + scale
    if operator in ("+", "-"):
        precision += 1
    if not postgres and max(p1, p2) <= _INT64_DIGITS and operator == "*":
        precision = min(precision, max(_INT64_DIGITS, scale))
    return NUMERIC if scale > MAX_DIGITS else decimal(precision, scale)


def wider_decimal(left: exp.DataType, right: exp.DataType, postgres: bool) -> exp.DataType:
    """The decimal that holds both, as CASE, COALESCE and set operations need it; in PostgreSQL each value keeps its own scale."""
    one, other = as_decimal(left), as_decimal(right)
    if one is None or other is None:
        return NUMERIC
    scale = max(one[1], other[1])
    made = decimal(max(one[0] - one[1], other[0] - other[1]) + scale, scale)
    varies = postgres and (one[1] != other[1] or has_varying_scale(left) or has_varying_scale(right))
    return with_varying_scale(made) if varies else made


def literal_number(text: str, postgres: bool) -> exp.DataType:
    """The type of a number as it is written.

    PostgreSQL (sql-syntax-lexical, 4.1.2.6): integer if it fits, else bigint, else numeric; a point or an exponent makes
    numeric. DuckDB: an exponent makes DOUBLE, a point DECIMAL of the digits written.
    """
    lowered = text.lower()
    if "e" in lowered:
        return NUMERIC if postgres else DOUBLE
    whole, point, fraction = lowered.partition(".")
    digits = len(whole.lstrip("0")) + len(fraction)
    if point:
        return decimal(max(digits, 1), len(fraction)) if digits <= MAX_DIGITS else NUMERIC
    value = int(whole)
    if value < 2**31:
        return INT
    if value < 2**63:
        return BIGINT
    return NUMERIC if postgres else INT128


def without_exponent(text: str) -> str:
    """A number of PostgreSQL, to which an exponent makes a numeric, without one: `25e-1` as `2.5`, `1e3` as `1000.`.

    In T-SQL an exponent makes a float. Numbers of more digits than a decimal has stay as they are.
    """
    if "e" not in text.lower():
        return text
    plain = f"{Decimal(text):f}"
    digits = sum(char.isdigit() for char in plain)
    return text if digits > MAX_DIGITS else plain if "." in plain else f"{plain}."


def literal_decimal(text: str) -> exp.DataType:
    """A whole number as the decimal of the digits written, as DuckDB and we count it beside decimals."""
    return decimal(max(len(text.lstrip("0")), 1), 0)
