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

INTEGRAL_DIGITS: Final = 16  # of a numerator: sums up to 10^16 in the unit of the column; more is an overflow error, not a wrong result
ENOUGH_SCALE: Final = 14
GUARDED_SCALE: Final = 21
FINEST_SCALE: Final = 25
LARGEST_DIVISOR_SCALE: Final = 12
LARGEST_ROUNDED_DIVISOR_SCALE: Final = 8
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
        return _digits_of_parts(node) or digits_of(node.type)
    whole, _, fraction = literal.name.partition(".")
    if not (whole + fraction).isdigit():
        return None  # 1e10 is a float
    return max(len(whole.lstrip("0")) + len(fraction), 1), len(fraction)


def _digits_of_parts(node: exp.Expr) -> tuple[int, int] | None:
    """The digits of a numeric without bounds that is one of several values: of CASE, COALESCE, MAX, LAG and the like."""
    if node.type is None or node.type.this is not exp.DType.DECIMAL or node.type.expressions:
        return None
    known = [each for each in (digits(value) for value in values_of(node)) if each is not None]
    return meeting_digits(known)[0] if known else None


_CHOOSING: Final = frozenset(
    {
        "ABS",
        "COALESCE",
        "FIRST_VALUE",
        "GREATEST",
        "LAG",
        "LAST_VALUE",
        "LEAD",
        "LEAST",
        "MAX",
        "MIN",
        "NULLIF",
    }
)
_OF_FIRST: Final = frozenset({"LAG", "LEAD", "NULLIF"})


def values_of(node: exp.Expr) -> list[exp.Expr]:
    """The values of which an expression is one; none for one that computes."""
    if isinstance(node, exp.Paren | exp.Neg | exp.Window | exp.IgnoreNulls):
        return [node.this]
    if isinstance(node, exp.Subquery) and isinstance(node.this, exp.Select):
        return [item.unalias() for item in node.this.selects]
    if isinstance(node, exp.Case):
        chosen = [branch.args["true"] for branch in node.args["ifs"]]
        default = node.args.get("default")
        return chosen if default is None else [*chosen, default]
    if isinstance(node, exp.Anonymous) and node.this in _CHOOSING:
        return list(node.expressions[:1] if node.this in _OF_FIRST else node.expressions)
    return []


def is_endless(node: exp.Expr) -> bool:
    """Whether a decimal is, or is made of, a quotient or an average, whose digits have no end."""
    if is_settled(node) or is_unbounded(node):
        return True
    if isinstance(node, exp.Div) or (isinstance(node, exp.Anonymous) and node.this == "AVG"):
        return family_of(node) == "decimal"
    if isinstance(node, exp.Cast):
        return family_of(node) == "decimal" and is_endless(node.this)
    sides = [node.this, node.expression] if isinstance(node, exp.Add | exp.Sub | exp.Mul) else values_of(node)
    return any(map(is_endless, sides))


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
    """`left / right` of decimals with PostgreSQL's digits after the point, or as many as leave room before it.

    As floats where fourteen cannot be. One that is `rounded` to places needs no more than these, and is never a float, whose
    halves are none: its divisor keeps ten digits after the point.

    Before: `sum(a) / sum(b)`, `a / b` of decimals
    After:  `CAST(SUM(a) AS DECIMAL(18, 2)) / SUM(b)`, `CAST(a AS DECIMAL(22, 12)) / b`
    """
    above, below = digits(left), digits(right)
    if rounded and above is not None and below is not None and below[1] > LARGEST_ROUNDED_DIVISOR_SCALE:
        return _rounded_quotient(left, right)
    if above is None or below is None or below[1] > LARGEST_DIVISOR_SCALE:
        return build.typed(build.divide(as_float(left), right), exp.DType.DOUBLE)
    return guarded_quotient(left, right, ENOUGH_SCALE if rounded else _shown_scale(above, below))


def _shown_scale(above: tuple[int, int], below: tuple[int, int]) -> int:
    """Digits after the point of a quotient: 24 and one where the types leave them, as PostgreSQL shows of one below 0.0001; or else 20."""
    left_over = MAX_PRECISION - (above[0] - above[1]) - below[1]
    if left_over >= GUARDED_SCALE:
        return min(left_over, FINEST_SCALE)
    integral = min(above[0] - above[1], INTEGRAL_DIGITS)
    return min(max(MAX_PRECISION - integral - below[1], ENOUGH_SCALE), GUARDED_SCALE)


def guarded_quotient(left: exp.Expr, right: exp.Expr, scale: int) -> exp.Div:
    """`left / right` of decimals with at least `scale` digits after the point, and what that leaves before it."""
    above, below = digits(left) or (MAX_PRECISION, 0), digits(right) or (MAX_PRECISION, 0)
    if isinstance(right, exp.Window) or family_of(right) == "integer":
        right, below = widened(right, (max(below[0], 10 if below[1] == 0 else 0), below[1]))
    integral = min(above[0] - above[1], MAX_PRECISION - scale - below[1])
    own = min(max(above[1], scale - below[0] - 1), MAX_PRECISION - integral)
    if above != (integral + own, own):
        left, above = widened(left.this if is_widening(left) else left, (integral + own, own))
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
