"""Keeps the digits that the author's dialect keeps: quotients and sums of decimals.

SQL Server cuts the scale of decimal results at 38 digits in all
(https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql); PostgreSQL does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.tsql.types import (
    MAX_PRECISION,
    common_digits,
    digits_of,
    quotient_digits,
    sum_digits,
)
from compiler.types.families import family_of

INTEGRAL_DIGITS: Final = 18  # of a numerator: sums up to 10^18 in the unit of the column; more is an overflow error, not a wrong result
ENOUGH_SCALE: Final = 14
LARGEST_DIVISOR_SCALE: Final = 8
ROUNDED_DIVISOR_SCALE: Final = 10
SETTLED: Final = "settled"
KEPT_SCALE: Final = 20
"""Digits after the point that are kept where numbers meet; PostgreSQL's own quotients have hardly more."""


def decimal_type(digits: tuple[int, int]) -> exp.DataType:
    """DECIMAL of so many digits."""
    return build.data_type(exp.DType.DECIMAL, *digits)


def digits(node: exp.Expr) -> tuple[int, int] | None:
    """Precision and scale of a number in T-SQL, where a literal has just the digits that it shows; None for a float."""
    literal = node.this if isinstance(node, exp.Neg) else node
    if is_unbounded(literal):
        return MAX_PRECISION, KEPT_SCALE
    if not isinstance(literal, exp.Literal) or literal.is_string:
        return digits_of(node.type)
    whole, _, fraction = literal.name.partition(".")
    if not (whole + fraction).isdigit():
        return None  # 1e10 is a float
    return max(len(whole.lstrip("0")) + len(fraction), 1), len(fraction)


def is_unbounded(node: exp.Expr) -> bool:
    """Whether a column is a numeric without bounds: a quotient, an average or the like of a derived table."""
    kind = node.type if isinstance(node, exp.Column) else None
    return kind is not None and kind.this is exp.DType.DECIMAL and not kind.expressions


def is_settled(node: exp.Expr) -> bool:
    """Whether a number is a quotient or average with PostgreSQL's digits."""
    return bool(node.meta.get(SETTLED))


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


def quotient(left: exp.Expr, right: exp.Expr, rounded: bool = False) -> exp.Div:
    """`left / right` of decimals with at least twelve digits after the point, or as floats where that cannot be.

    One that is `rounded` to places is never a float, whose halves are none: its divisor keeps ten digits after the point.

    Before: `sum(a) / sum(b)` of decimals
    After:  `CAST(SUM(a) AS DECIMAL(32, 14)) / SUM(b)`
    """
    above, below = digits(left), digits(right)
    if rounded and above is not None and below is not None and below[1] > LARGEST_DIVISOR_SCALE:
        return _rounded_quotient(left, right)
    if above is None or below is None or below[1] > LARGEST_DIVISOR_SCALE:
        return build.typed(build.divide(as_float(left), right), exp.DType.DOUBLE)
    if isinstance(right, exp.Window):
        right, below = widened(right, below)
    if below[1] == 0 and family_of(right) == "integer":
        right, below = widened(
            right, (max(below[0], 10), 0)
        )  # T-SQL and the author count the digits of a whole number alike then
    if above[1] < ENOUGH_SCALE or quotient_digits(above, below)[1] < ENOUGH_SCALE:
        scale = min(max(above[1], ENOUGH_SCALE), 38 - INTEGRAL_DIGITS)
        left, above = widened(left.this if is_widening(left) else left, (INTEGRAL_DIGITS + scale, scale))
    return build.typed(build.divide(left, right), decimal_type(quotient_digits(above, below)))


def _rounded_quotient(left: exp.Expr, right: exp.Expr) -> exp.Div:
    above = (INTEGRAL_DIGITS + ENOUGH_SCALE, ENOUGH_SCALE)
    below = (INTEGRAL_DIGITS + ROUNDED_DIVISOR_SCALE, ROUNDED_DIVISOR_SCALE)
    divided = build.divide(widened(left, above)[0], widened(right, below)[0])
    return build.typed(divided, decimal_type(quotient_digits(above, below)))


def is_widening(node: exp.Expr) -> bool:
    """Whether a cast to decimal changes no value: that of a whole number."""
    return isinstance(node, exp.Cast) and family_of(node.this) == "integer"


def widened(node: exp.Expr, digits: tuple[int, int]) -> tuple[exp.Expr, tuple[int, int]]:
    """The number as a DECIMAL of so many digits, and these."""
    return build.cast(node, decimal_type(digits)), digits


def total(node: exp.Add | exp.Sub) -> exp.Expr:
    """A sum or difference of decimals, typed with the digits that T-SQL gives it.

    T-SQL gives up the scale of a result that is longer than 38 digits: a side of so many digits is cut before its point,
    where more digits than fit are an error, and no wrong result.

    Before: `sum(big) + 0.5` (sum of type decimal(38,0))
    After:  `CAST(SUM(CAST(big AS DECIMAL(38, 0))) AS DECIMAL(36, 0)) + 0.5`
    """
    sides = digits(node.this), digits(node.expression)
    if sides[0] is None or sides[1] is None:
        return build.typed(node, exp.DType.DOUBLE)
    scale = min(max(sides[0][1], sides[1][1]), KEPT_SCALE)
    if sum_digits(sides[0], sides[1])[1] >= scale:
        return build.typed(node, decimal_type(sum_digits(sides[0], sides[1])))
    narrow = [integral_cut(side, MAX_PRECISION - 1 - scale) for side in (node.this, node.expression)]
    made = type(node)(this=narrow[0], expression=narrow[1])
    return build.take_nullability(build.typed(made, decimal_type((MAX_PRECISION, scale))), node)


def lossless(values: list[exp.Expr]) -> list[exp.Expr]:
    """Values of which T-SQL takes one, cast to one type if they are decimals of which it would cut digits after the point."""
    if "decimal" not in {family_of(value) for value in values}:
        return values
    known = [each for each in (digits(value) for value in values) if each is not None]
    common, is_lossy = meeting_digits(known)
    if not is_lossy or len(known) < len(values):
        return values
    return [build.take_nullability(build.cast(value.copy(), decimal_type(common)), value) for value in values]


def integral_cut(node: exp.Expr, room: int) -> exp.Expr:
    """The number with at most so many digits before its point."""
    precision, scale = digits(node) or (MAX_PRECISION, 0)
    if precision - scale <= room:
        return node
    kept = min(scale, KEPT_SCALE)
    return build.cast(node, decimal_type((room + kept, kept)))


def meeting_digits(values: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], bool]:
    """The digits of decimals that meet in CASE, COALESCE or a set operation, and whether T-SQL would give them fewer after the point."""
    common = reduce(common_digits, values)
    scale = min(max(scale for _, scale in values), KEPT_SCALE)
    return (common, False) if common[1] >= scale else ((MAX_PRECISION, scale), True)


def is_whole_decimal(value: exp.Expr) -> bool:
    """Whether a value is a decimal that by its type has no digits behind the point, as floor() and round() give it."""
    width = digits(value) if family_of(value) == "decimal" else None
    return width is not None and width[1] == 0
