"""Keeps the digits of products of decimals.

T-SQL counts the digits of a product by the types of its factors, and gives up those behind the point where 38 are too few
(https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql): a factor is given fewer before its
point, where more digits than fit are an error, and no wrong result.
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.rewrites.numbers.digits import (
    ENOUGH_SCALE,
    KEPT_SCALE,
    as_float,
    decimal_type,
    digits,
    integral_cut,
    is_endless,
    is_settled,
    is_unbounded,
    plain_decimal,
)
from compiler.tsql.types import MAX_PRECISION, product_digits
from compiler.types.families import family_of

INTEGRAL_DIGITS_OF_FACTOR: Final = 12
INTEGRAL_DIGITS_OF_ROUNDED: Final = 14
INTEGRAL_DIGITS_OF_COUNT: Final = 9
INTEGRAL_DIGITS_OF_OTHER: Final = 15
LEAST_INTEGRAL_DIGITS: Final = 8
LEAST_INTEGRAL_DIGITS_OF_BOTH: Final = 10
FINE_SCALE: Final = 16
WIDEST: Final = (MAX_PRECISION, 0)


def product(left: exp.Expr, right: exp.Expr, rounded: bool = False) -> exp.Mul:
    """`left * right`; as floats where SQL Server would cut digits that the sources keep.

    One that is `rounded` to places is none: each side has fourteen digits before its point then, the product nine behind it.
    """
    left, right = plain_decimal(left), plain_decimal(right)
    one, other = digits(left), digits(right)
    if one is None or other is None:
        return build.typed(build.multiply(left, right), exp.DType.DOUBLE)
    if is_endless(left) or is_endless(right):
        return _endless_product(left, right)
    if _is_cut(one, other):
        left, right = _narrowed(left, right)
    one, other = digits(left) or one, digits(right) or other
    if _is_cut(one, other) and rounded:
        left, right = (integral_cut(side, INTEGRAL_DIGITS_OF_ROUNDED) for side in (left, right))
        one, other = digits(left) or one, digits(right) or other
    elif _is_cut(one, other):
        return build.typed(build.multiply(as_float(left), right), exp.DType.DOUBLE)
    left, right = _counted(left, one, other), _counted(right, other, one)
    return build.typed(build.multiply(left, right), decimal_type(product_digits(one, other)))


def _endless_product(left: exp.Expr, right: exp.Expr) -> exp.Mul:
    """The product of a quotient or average, of which each side has so many digits that the product keeps PostgreSQL's."""
    one, other = digits(left) or WIDEST, digits(right) or WIDEST
    is_exact = is_settled(left) or is_settled(right)
    if product_digits(one, other)[1] < (one[1] + other[1] if is_exact else FINE_SCALE):
        left, right = (
            _both_fitted(left, right) if is_endless(left) and is_endless(right) else _fitted(left, right)
        )
    one, other = digits(left) or one, digits(right) or other
    left, right = _counted(left, one, other), _counted(right, other, one)
    return build.typed(build.multiply(left, right), decimal_type(product_digits(one, other)))


def _both_fitted(left: exp.Expr, right: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """Two quotients or averages with ten digits before the point each, which leave their product seventeen behind it."""
    return _cast(left, LEAST_INTEGRAL_DIGITS_OF_BOTH, KEPT_SCALE), _cast(
        right, LEAST_INTEGRAL_DIGITS_OF_BOTH, KEPT_SCALE
    )


def _fitted(left: exp.Expr, right: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """A quotient or average, and the other factor, exactly multiplied where that can be.

    Twenty digits behind the point are kept if twelve are left before it, or else sixteen at least and eight: sixteen are exact for
    what is one or more. Where not even these are left the product is cut behind its point, after ten digits before that of either.
    """
    fine, plain = (left, right) if is_endless(left) else (right, left)
    (precision, scale), (width, behind) = digits(fine) or WIDEST, digits(plain) or WIDEST
    given = min(width - behind, INTEGRAL_DIGITS_OF_COUNT if _is_count(plain) else INTEGRAL_DIGITS_OF_OTHER)
    room = MAX_PRECISION - 1 - behind - given
    if room - KEPT_SCALE >= min(precision - scale, INTEGRAL_DIGITS_OF_FACTOR):
        fitted = _cast(fine, room - KEPT_SCALE, KEPT_SCALE)
    elif room >= FINE_SCALE + LEAST_INTEGRAL_DIGITS:
        is_large = precision - scale > INTEGRAL_DIGITS_OF_FACTOR  # of bigint, or a quotient of sums
        kept = FINE_SCALE if is_large else min(room - LEAST_INTEGRAL_DIGITS, KEPT_SCALE)
        fitted = _cast(fine, room - kept, kept)
    else:
        fitted = _cast(fine, LEAST_INTEGRAL_DIGITS_OF_BOTH, KEPT_SCALE)
    other = _cast(plain, given, behind)
    return (fitted, other) if fine is left else (other, fitted)


def _is_count(node: exp.Expr) -> bool:
    inner = node.this if isinstance(node, exp.Window) else node
    return isinstance(inner, exp.Anonymous) and inner.this == "COUNT_BIG"


def _cast(node: exp.Expr, integral: int, scale: int) -> exp.Expr:
    """The number with at most so many digits on either side of its point."""
    precision, own = digits(node) or WIDEST
    if precision - own <= integral and own <= scale and not is_unbounded(node):
        return node
    kept = min(own, scale)
    return build.cast(node, decimal_type((min(precision - own, integral) + kept, kept)))


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


def _counted(node: exp.Expr, own: tuple[int, int], other: tuple[int, int]) -> exp.Expr:
    """A whole number as written, with the digits that it shows where ten, as which T-SQL may count it, would cost the product some."""
    is_whole = isinstance(node, exp.Literal) and family_of(node) == "integer"
    is_dear = product_digits((10, 0), other)[1] < product_digits(own, other)[1]
    return build.cast(node, decimal_type(own)) if is_whole and is_dear else node
