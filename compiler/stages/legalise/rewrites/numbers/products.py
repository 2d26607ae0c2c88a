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
    is_settled,
    is_unbounded,
    plain_decimal,
)
from compiler.tsql.types import product_digits
from compiler.types.families import family_of

INTEGRAL_DIGITS_OF_FACTOR: Final = 12
INTEGRAL_DIGITS_OF_ROUNDED: Final = 14
FINE_SCALE: Final = 16
LEAST_SCALE_OF_FACTOR: Final = 10
LEAST_INTEGRAL_DIGITS: Final = 9
LEAST_INTEGRAL_DIGITS_OF_QUOTIENT: Final = 8


def product(left: exp.Expr, right: exp.Expr, rounded: bool = False) -> exp.Mul:
    """`left * right`; as floats where SQL Server would cut digits that the sources keep.

    One that is `rounded` to places is none: each side has fourteen digits before its point then, the product nine behind it.
    """
    left, right = plain_decimal(left), plain_decimal(right)
    one, other = digits(left), digits(right)
    if one is None or other is None:
        return build.typed(build.multiply(left, right), exp.DType.DOUBLE)
    if is_fine := any(is_settled(side) or is_unbounded(side) for side in (left, right)):
        left, right = _fine_factors(left, right)
    elif _is_cut(one, other):
        left, right = _narrowed(left, right)
    one, other = digits(left) or one, digits(right) or other
    if _is_cut(one, other) and rounded:
        left, right = (integral_cut(side, INTEGRAL_DIGITS_OF_ROUNDED) for side in (left, right))
        one, other = digits(left) or one, digits(right) or other
    elif _is_cut(one, other):
        return build.typed(build.multiply(as_float(left), right), exp.DType.DOUBLE)
    if is_fine:
        left, right = _counted(left, one, other), _counted(right, other, one)
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


def _fine_factors(left: exp.Expr, right: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """The sides with so few digits before the point that their product keeps all behind it, where that can be."""
    sides = _fitted(left, right)
    for fit in (_narrowed, _shared):
        one, other = (digits(side) or (38, 0) for side in sides)
        if product_digits(one, other)[1] < one[1] + other[1]:
            sides = fit(*sides)
    return sides


def _fitted(left: exp.Expr, right: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """A numeric without bounds with twelve digits before its point at least, and as many behind it as the product keeps then."""
    sides = [left, right]
    for fine, plain in ((0, 1), (1, 0)):
        room = 37 - (digits(sides[plain]) or (38, 0))[0]
        if is_unbounded(sides[fine]) and room - LEAST_SCALE_OF_FACTOR >= INTEGRAL_DIGITS_OF_FACTOR:
            scale = min(KEPT_SCALE, room - INTEGRAL_DIGITS_OF_FACTOR)
            sides[fine] = build.cast(sides[fine], decimal_type((room, scale)))
            break
    return sides[0], sides[1]


def _shared(left: exp.Expr, right: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """A quotient with as many digits before the point as leave nine to the other side, which gets the rest.

    Beside a whole number it keeps all digits behind the point, eight before it; beside a decimal it gives up those behind the
    sixteenth for room, which only a quotient below one has.
    """
    sides = [left, right]
    for fine, plain in ((0, 1), (1, 0)):
        precision, scale = digits(sides[fine]) or (38, 0)
        other = digits(sides[plain]) or (38, 0)
        kept = scale if other[1] == 0 else min(scale, FINE_SCALE)
        room = 37 - kept - other[1]
        integral = min(precision - scale, room - LEAST_INTEGRAL_DIGITS)
        if is_settled(sides[fine]) and integral >= LEAST_INTEGRAL_DIGITS_OF_QUOTIENT:
            sides[fine] = build.cast(sides[fine], decimal_type((integral + kept, kept)))
            sides[plain] = build.cast(sides[plain], decimal_type((room - integral + other[1], other[1])))
            break
    return sides[0], sides[1]


def _counted(node: exp.Expr, own: tuple[int, int], other: tuple[int, int]) -> exp.Expr:
    """A whole number as written, with the digits that it shows where ten, as which T-SQL may count it, would cost the product some."""
    is_whole = isinstance(node, exp.Literal) and family_of(node) == "integer"
    is_dear = product_digits((10, 0), other) != (other[0] + 11, other[1])
    return build.cast(node, decimal_type(own)) if is_whole and is_dear else node
