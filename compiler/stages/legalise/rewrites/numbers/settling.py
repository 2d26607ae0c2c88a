"""Quotients and averages that are computed with further, with the digits to which PostgreSQL rounds them.

A third is `0.33333333333333333333` in PostgreSQL, and three of them are less than one: what `floor()` makes of them hangs on the
last digit. T-SQL keeps other digits and cuts the rest, so such a quotient is computed with one digit more and rounded. One
that is only shown or rounded needs none of this; nor does one that is multiplied by 100, which makes no third whole.

Source: `select_div_scale` in src/backend/utils/adt/numeric.c of PostgreSQL: at least sixteen significant digits, counted in
groups of four on both sides of the point.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.numbers.digits import (
    SETTLED,
    decimal_type,
    digits,
    guarded_quotient,
    is_settled,
)
from compiler.tsql.types import MAX_PRECISION

FINEST: Final = 20
"""Digits behind the point of a quotient below one."""
FINE: Final = 16
"""Of a quotient from one to ten thousand; above, four less."""
LARGEST_SETTLED_DIVISOR_SCALE: Final = 8
_ADDING: Final = frozenset({"SUM", "AVG"})
_PASSED: Final = (
    exp.Paren,
    exp.Neg,
    exp.Abs,
    exp.Coalesce,
    exp.Nullif,
    exp.Case,
    exp.If,
    exp.Window,
    exp.Filter,
)


def is_computed_with(node: exp.Expr, context: Context) -> bool:
    """Whether the author computes further with a number, here or in a query around, in a way that can bring its last digits to the front.

    Columns of one name count as one.
    """
    seen: set[str] = set()
    pending = [node]
    while pending:
        reached = _reached(pending.pop())
        if reached is None:
            return True
        if isinstance(reached, exp.Alias) and reached.alias not in seen:
            seen.add(reached.alias)
            pending += _readers(reached, context)
    return False


def _readers(item: exp.Alias, context: Context) -> list[exp.Expr]:
    """The columns by which queries around read an item of a select list; none of the outermost one."""
    inside = item.parent
    if inside is None or inside.parent is None:
        return []
    named = context.columns_named(item.alias, item)
    return [column for column in named if column.find_ancestor(exp.Select) is not inside]


def _reached(node: exp.Expr) -> exp.Expr | None:
    """What a number is part of in the end; None where it is computed with on the way there."""
    at, above = node, node.parent
    while above is not None:
        if isinstance(above, exp.Sum | exp.Avg) or (
            isinstance(above, exp.Anonymous) and above.name in _ADDING
        ):
            return None
        if isinstance(above, exp.Mul) and not _is_terminating(_other(above, at)):
            return None
        if isinstance(above, exp.Add | exp.Sub) and _other(above, at).find(exp.Div, exp.Avg) is not None:
            return None
        if not isinstance(above, (*_PASSED, exp.Mul, exp.Add, exp.Sub)):
            return above
        at, above = above, above.parent
    return at


def _other(node: exp.Expr, side: exp.Expr) -> exp.Expr:
    found: exp.Expr = node.expression if node.this is side else node.this
    return found


def _is_terminating(factor: exp.Expr) -> bool:
    """Whether a factor is written, and has no prime factors but 2 and 5: it makes no periodic fraction end."""
    if not isinstance(factor, exp.Literal) or factor.is_string:
        return False
    whole = abs(int(Decimal(factor.name).scaleb(FINEST)))
    for prime in (2, 5):
        while whole and whole % prime == 0:
            whole //= prime
    return whole <= 1


def guard_scale(integral: int, endless: bool = False) -> int:
    """Digits behind the point with which a number is averaged, one more than PostgreSQL shows.

    Where its type has more than sixteen digits before the point, those of a number below one are not all kept; but a quotient
    or an average has not as many as its type.
    """
    return (FINEST if endless or integral <= MAX_PRECISION - FINEST - 2 else FINE) + 1


def settle(value: exp.Expr, integral: int, context: Context) -> exp.Expr:
    """A number with guard digits rounded as PostgreSQL rounds it; `integral`: how many digits it has before the point.

    Before: `sum(a) / count(*) * b`
    After:  `CAST(ROUND(q, CASE WHEN ABS(q) < 1 THEN 20 WHEN ABS(q) < 10000 THEN 16 ELSE 12 END) AS DECIMAL(30, 20)) * b`, q the quotient
    """
    scale = min((digits(value) or (MAX_PRECISION, FINE + 1))[1] - 1, FINEST)
    branches = [(10000, FINE)] if scale < FINEST else [(1, FINEST), (10000, FINE)]
    places = build.when(
        *((_below(value, limit, context), build.number(count)) for limit, count in branches),
        default=build.number(FINE - 4),
    )
    rounded = build.call("ROUND", value, build.typed(places, exp.DType.INT))
    made = build.cast(rounded, decimal_type((min(integral + scale, MAX_PRECISION), scale)))
    made.meta[SETTLED] = True
    return build.take_nullability(made, value)


def holds_settled(node: exp.Expr) -> bool:
    """Whether a part of an expression is settled; one that is made of it is not, since each repeats its parts."""
    return any(is_settled(part) for part in node.walk())


def settled_quotient(left: exp.Expr, right: exp.Expr, context: Context) -> exp.Expr | None:
    """`left / right` as PostgreSQL rounds it; None where its divisor has too many digits behind the point, or a side is such a quotient."""
    above, below = digits(left), digits(right)
    if above is None or below is None or below[1] > LARGEST_SETTLED_DIVISOR_SCALE:
        return None
    if holds_settled(left) or holds_settled(right):
        return None
    made = guarded_quotient(left, right, (FINEST if below[1] <= 4 else FINE) + 1)
    precision, scale = digits(made) or (MAX_PRECISION, FINE + 1)
    return settle(made, precision - scale, context)


def _below(value: exp.Expr, limit: int, context: Context) -> exp.Expr:
    size = build.call("ABS", context.copy(value))
    return build.typed(exp.LT(this=size, expression=build.number(limit)), exp.DType.BOOLEAN)
