"""Keeps the digits that the author's dialect keeps: quotients and products of decimals.

SQL Server cuts the scale of decimal results at 38 digits in all
(https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql); PostgreSQL does not.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.tsql.types import digits_of, product_digits, quotient_digits, sum_digits
from compiler.types.families import family_of

INTEGRAL_DIGITS: Final = 18  # of a numerator: sums up to 10^18 in the unit of the column; more is an overflow error, not a wrong result
INTEGRAL_DIGITS_OF_FACTOR: Final = 12
ENOUGH_SCALE: Final = 14
LARGEST_DIVISOR_SCALE: Final = 8


def decimal_type(digits: tuple[int, int]) -> exp.DataType:
    """DECIMAL of so many digits."""
    return build.data_type(exp.DType.DECIMAL, *digits)


def digits(node: exp.Expr) -> tuple[int, int] | None:
    """Precision and scale of a number in T-SQL, where a literal has just the digits that it shows; None for a float."""
    literal = node.this if isinstance(node, exp.Neg) else node
    if not isinstance(literal, exp.Literal) or literal.is_string:
        return digits_of(node.type)
    whole, _, fraction = literal.name.partition(".")
    if not (whole + fraction).isdigit():
        return None  # 1e10 is a float
    return max(len(whole.lstrip("0")) + len(fraction), 1), len(fraction)


def plain_decimal(node: exp.Expr) -> exp.Expr:
    """Money as a decimal: T-SQL's money multiplies to money, and writes two of its four places."""
    if node.type is not None and node.type.this in {exp.DType.MONEY, exp.DType.SMALLMONEY}:
        return build.cast(node, exp.DType.DECIMAL, *(digits_of(node.type) or (19, 4)))
    return node


def as_float(node: exp.Expr) -> exp.Expr:
    """The number as FLOAT."""
    return (
        node
        if node.type is not None and node.type.this is exp.DType.DOUBLE
        else build.cast(node, exp.DType.DOUBLE)
    )


def quotient(left: exp.Expr, right: exp.Expr) -> exp.Div:
    """`left / right` of decimals with at least twelve digits after the point, or as floats where that cannot be.

    Before: `sum(a) / sum(b)` of decimals
    After:  `CAST(SUM(a) AS DECIMAL(32, 14)) / SUM(b)`
    """
    above, below = digits(left), digits(right)
    if above is None or below is None or below[1] > LARGEST_DIVISOR_SCALE:
        return build.typed(build.divide(as_float(left), right), exp.DType.DOUBLE)
    if isinstance(right, exp.Window):
        right, below = _widened(right, below)
    if below[1] == 0 and family_of(right) == "integer":
        right, below = _widened(
            right, (max(below[0], 10), 0)
        )  # T-SQL and the author count the digits of a whole number alike then
    if above[1] < ENOUGH_SCALE or quotient_digits(above, below)[1] < ENOUGH_SCALE:
        scale = min(max(above[1], ENOUGH_SCALE), 38 - INTEGRAL_DIGITS)
        left, above = _widened(left.this if _is_widening(left) else left, (INTEGRAL_DIGITS + scale, scale))
    return build.typed(build.divide(left, right), decimal_type(quotient_digits(above, below)))


def _is_widening(node: exp.Expr) -> bool:
    """Whether a cast to decimal changes no value: that of a whole number."""
    return isinstance(node, exp.Cast) and family_of(node.this) == "integer"


def _widened(node: exp.Expr, digits: tuple[int, int]) -> tuple[exp.Expr, tuple[int, int]]:
    return build.cast(node, decimal_type(digits)), digits


def total(node: exp.Add | exp.Sub) -> exp.Expr:
    """A sum or difference of decimals, typed with the digits that T-SQL gives it."""
    sides = digits(node.this), digits(node.expression)
    if sides[0] is None or sides[1] is None:
        return build.typed(node, exp.DType.DOUBLE)
    return build.typed(node, decimal_type(sum_digits(sides[0], sides[1])))


def product(left: exp.Expr, right: exp.Expr) -> exp.Mul:
    """`left * right`; as floats where SQL Server would cut digits that the sources keep."""
    left, right = plain_decimal(left), plain_decimal(right)
    one, other = digits(left), digits(right)
    if one is None or other is None:
        return build.typed(build.multiply(left, right), exp.DType.DOUBLE)
    if _is_cut(one, other):
        left, right = _narrowed(left, right)
        one, other = digits(left) or one, digits(right) or other
    if _is_cut(one, other):
        return build.typed(build.multiply(as_float(left), right), exp.DType.DOUBLE)
    return build.typed(build.multiply(left, right), decimal_type(product_digits(one, other)))


def _is_cut(one: tuple[int, int], other: tuple[int, int]) -> bool:
    scale = product_digits(one, other)[1]
    return scale < one[1] + other[1] and scale < ENOUGH_SCALE


def _narrowed(left: exp.Expr, right: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """The wider side with so few digits before its point that the product keeps all behind it, if twelve are left.

    A product may need them all, so it is left alone.
    """
    sides = [left, right]
    wide, narrow = sorted((0, 1), key=lambda at: -(digits(sides[at]) or (38, 0))[0])
    scale, room = (digits(sides[wide]) or (38, 0))[1], 37 - (digits(sides[narrow]) or (38, 0))[0]
    if room - scale >= INTEGRAL_DIGITS_OF_FACTOR and not isinstance(sides[wide], exp.Mul):
        sides[wide] = build.cast(sides[wide], exp.DType.DECIMAL, room, scale)
    return sides[0], sides[1]
