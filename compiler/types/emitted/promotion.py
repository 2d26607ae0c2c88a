"""One type out of two: operators, CASE, COALESCE, UNION.

Sources: https://learn.microsoft.com/sql/t-sql/data-types/data-type-precedence-transact-sql (the higher type wins) and
.../precision-scale-and-length-transact-sql (digits of decimals, lengths of text).
"""

from __future__ import annotations

from typing import Literal

from compiler.types.sqlserver import LIMITS, MAX, SqlType

Sign = Literal["+", "-", "*", "/", "%"]

PRECEDENCE: tuple[str, ...] = (
    "xml", "datetimeoffset", "datetime2", "datetime", "smalldatetime", "date", "time", "float", "real", "decimal",
    "numeric", "money", "smallmoney", "bigint", "int", "smallint", "tinyint", "bit", "ntext", "text", "image",
    "rowversion", "uniqueidentifier", "nvarchar", "nchar", "varchar", "char", "varbinary", "binary",
)  # fmt: skip
_RANK = {base: rank for rank, base in enumerate(PRECEDENCE)}
_DIGITS = {"bit": 1, "tinyint": 3, "smallint": 5, "int": 10, "bigint": 19, "money": 19, "smallmoney": 10}
_SCALES = {"money": 4, "smallmoney": 4}
DECIMALS = frozenset({"decimal", "numeric"})
TEXTS = frozenset({"char", "varchar", "nchar", "nvarchar"})
_MAX_DIGITS, _KEPT_SCALE, _KEPT_IN_SETS = 38, 6, 20


def digits(found: SqlType) -> tuple[int, int]:
    """Digits and scale with which a number takes part in decimal arithmetic."""
    if found.precision is not None:
        return found.precision, found.scale or 0
    return _DIGITS.get(found.base, 18), _SCALES.get(found.base, 0)


def decimal(precision: int, scale: int, keep_integral: bool) -> SqlType:
    """A decimal cut to 38 digits; a product or quotient then gives up scale down to 6."""
    if precision <= _MAX_DIGITS:
        return SqlType("decimal", precision=precision, scale=scale)
    integral = precision - scale
    if not keep_integral:
        return SqlType("decimal", precision=_MAX_DIGITS, scale=max(min(scale, _MAX_DIGITS - integral), 0))
    kept = (
        min(scale, _MAX_DIGITS - integral)
        if integral < _MAX_DIGITS - _KEPT_SCALE
        else min(scale, _KEPT_SCALE)
    )
    return SqlType("decimal", precision=_MAX_DIGITS, scale=kept)


def arithmetic(sign: Sign, left: SqlType, right: SqlType) -> SqlType:
    """The type of a number or moment combined with another."""
    if left.base in TEXTS and right.base in TEXTS:
        return joined(left, right)
    higher = left if _RANK.get(left.base, 99) <= _RANK.get(right.base, 99) else right
    if higher.base not in DECIMALS:
        return higher
    (p1, s1), (p2, s2) = digits(left), digits(right)
    if sign == "*":
        return decimal(p1 + p2 + 1, s1 + s2, keep_integral=True)
    if sign == "/":
        scale = max(_KEPT_SCALE, s1 + p2 + 1)
        return decimal(p1 - s1 + s2 + scale, scale, keep_integral=True)
    scale = max(s1, s2)
    if sign == "%":
        return decimal(min(p1 - s1, p2 - s2) + scale, scale, keep_integral=False)
    whole = max(p1 - s1, p2 - s2)
    precision = min(whole + scale + 1, _MAX_DIGITS)
    return SqlType("decimal", precision=precision, scale=min(scale, precision - whole))


def joined(left: SqlType, right: SqlType) -> SqlType:
    """Text after text: the sum of the lengths, within what the type holds."""
    base = "nvarchar" if {"nchar", "nvarchar"} & {left.base, right.base} else "varchar"
    if MAX in (left.length, right.length):
        return SqlType(base, length=MAX)
    return SqlType(base, length=min((left.length or 0) + (right.length or 0), LIMITS[base]))


def promoted(left: SqlType, right: SqlType) -> SqlType:
    """The type of CASE, COALESCE, GREATEST and UNION over two: the higher one, wide enough for both."""
    higher, lower = sorted((left, right), key=lambda found: _RANK.get(found.base, 99))
    if higher.base in DECIMALS and lower.base in DECIMALS | set(_DIGITS):
        (p1, s1), (p2, s2) = digits(left), digits(right)
        scale = max(s1, s2)
        return decimal(max(p1 - s1, p2 - s2) + scale, scale, keep_integral=False)
    if higher.base in TEXTS and lower.base in TEXTS:
        return _wider(higher, lower)
    if higher.base == lower.base and higher.scale is not None:
        return SqlType(higher.base, higher.precision, max(higher.scale or 0, lower.scale or 0), higher.length)
    return higher


def lossless(left: SqlType, right: SqlType) -> SqlType:
    """As `promoted`, where decimals keep up to 20 digits after the point, and may overflow before it rather than lose these."""
    found = promoted(left, right)
    if found.base not in DECIMALS or not {left.base, right.base} <= DECIMALS | set(_DIGITS):
        return found
    scale = min(max(digits(left)[1], digits(right)[1]), _KEPT_IN_SETS)
    return found if (found.scale or 0) >= scale else SqlType("decimal", precision=_MAX_DIGITS, scale=scale)


def _wider(higher: SqlType, lower: SqlType) -> SqlType:
    unicode = higher.base.startswith("n")
    fixed = (
        higher.base in ("char", "nchar") and lower.base in ("char", "nchar") and higher.length == lower.length
    )
    base = higher.base if fixed else "nvarchar" if unicode else "varchar"
    if MAX in (higher.length, lower.length):
        return SqlType(base, length=MAX)
    return SqlType(base, length=max(higher.length or 1, lower.length or 1))
