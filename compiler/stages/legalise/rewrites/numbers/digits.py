"""Keeps the digits that the author's dialect keeps: quotients and products of decimals.

SQL Server cuts the scale of decimal results at 38 digits in all
(https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql); PostgreSQL does not.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.tsql.types import digits_of, product_digits, quotient_digits

INTEGRAL_DIGITS: Final = 18  # of a numerator: sums up to 10^18 in the unit of the column; more is an overflow error, not a wrong result
ENOUGH_SCALE: Final = 12
LARGEST_DIVISOR_SCALE: Final = 8


def decimal_type(digits: tuple[int, int]) -> exp.DataType:
    """DECIMAL of so many digits."""
    return build.data_type(exp.DType.DECIMAL, *digits)


def as_float(node: exp.Expr) -> exp.Expr:
    """The number as FLOAT."""
    return node if node.type is not None and node.type.this is exp.DType.DOUBLE else build.cast(node, exp.DType.DOUBLE)


def quotient(left: exp.Expr, right: exp.Expr) -> exp.Div:
    """`left / right` of decimals with at least twelve digits after the point, or as floats where that cannot be.

    Before: `sum(a) / sum(b)` of decimals
    After:  `CAST(SUM(a) AS DECIMAL(20, 2)) / SUM(b)`
    """
    above, below = digits_of(left.type), digits_of(right.type)
    if above is None or below is None or below[1] > LARGEST_DIVISOR_SCALE:
        return build.typed(build.divide(as_float(left), right), exp.DType.DOUBLE)
    if above[1] == 0 and below[1] == 0:
        left, above = _widened(left, (INTEGRAL_DIGITS, 0))
    result = quotient_digits(above, below)
    if result[1] < ENOUGH_SCALE:
        scale = min(above[1], 38 - INTEGRAL_DIGITS)
        left, above = _widened(left, (INTEGRAL_DIGITS + scale, scale))
        result = quotient_digits(above, below)
    return build.typed(build.divide(left, right), decimal_type(result))


def _widened(node: exp.Expr, digits: tuple[int, int]) -> tuple[exp.Expr, tuple[int, int]]:
    return build.cast(node, decimal_type(digits)), digits


def product(left: exp.Expr, right: exp.Expr) -> exp.Mul:
    """`left * right`; as floats where SQL Server would cut digits that the sources keep."""
    one, other = digits_of(left.type), digits_of(right.type)
    if one is None or other is None:
        return build.typed(build.multiply(left, right), exp.DType.DOUBLE)
    result = product_digits(one, other)
    if result[1] < one[1] + other[1] and result[1] < ENOUGH_SCALE:
        return build.typed(build.multiply(as_float(left), right), exp.DType.DOUBLE)
    return build.typed(build.multiply(left, right), decimal_type(result))
