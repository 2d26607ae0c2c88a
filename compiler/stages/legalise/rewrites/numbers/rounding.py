"""Rounding functions."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, type_needed
from compiler.stages.legalise.rewrites.numbers.digits import as_float, digits
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.common import MAX_DIGITS
from compiler.types.families import family_of

DIGITS_OF_HALVES: Final = 8
"""Digits behind those that remain by which a float is known to be a half."""

SCALE_OF_SHOWN: Final = 20
"""Digits behind the point of a float that becomes a numeric without bounds; eighteen are left before it."""

TO_EVEN: Final = "to_even"
"""Meta mark of a float that was rounded to a whole number, halves to even."""


PLACES: Final = "places"
"""Meta mark of a float that was rounded by DuckDB's rule: to how many places."""


@of_expression(exp.Round, reads="decimals")
def rewrite_round(node: exp.Round, context: Context) -> exp.Expr:
    """Halves of decimals are rounded away from zero; PostgreSQL rounds halves of floats to even.

    What is a numeric in PostgreSQL and a float in T-SQL, as a deviation or a root, is brought to digits first, so that its
    halves are those of a decimal.

    Before: `round(n, 1)`, `round(stddev(n), 1)`, `round(f)` (postgres)
    After:  `CAST(ROUND(n, 1) AS DECIMAL(38, 1))`, `CAST(ROUND(CAST(STDEV(n) AS DECIMAL(38, 9)), 1) AS DECIMAL(38, 1))`, `CAST(CASE WHEN f - FLOOR(f) = 0.5E0 THEN 2 * ROUND(f / 2, 0) ELSE ROUND(f, 0) END AS FLOAT)`
    """
    value, places = node.this, node.args.get("decimals")
    kind = family_of(value)
    if kind == "decimal":
        return _round_decimal(value, places)
    if kind == "integer" and (left_of_point := _left_of_point(places)):
        return _round_left_of_point(value, left_of_point, (19, 0))
    if kind == "integer":
        return value if places is None or _literal(places) is not None else build.call("ROUND", value, places)
    if kind != "float":
        raise type_needed(value, "this number")
    count = 0 if places is None else _literal(places)
    if context.is_postgres and family_of(node) == "decimal" and count is not None and count <= 16:
        return _round_decimal(build.cast(value, exp.DType.DECIMAL, 38, count + DIGITS_OF_HALVES), places)
    if context.is_postgres and places is not None:
        raise differs(node, "PostgreSQL does not round a float to places", "cast it to numeric first")
    if context.is_postgres:
        rounded = build.cast(round_half_even(value, context), exp.DType.DOUBLE)
        rounded.meta[TO_EVEN] = True
        return rounded
    left_of_point = _left_of_point(places)
    if (count is None and left_of_point is None) or not _is_double(value):
        return build.typed(build.call("ROUND", value, places or build.number(0)), exp.DType.DOUBLE)
    return _round_by_binary_digits(value, count if count is not None else -(left_of_point or 0), context)


def _is_double(value: exp.Expr) -> bool:
    return value.type is not None and value.type.this is exp.DType.DOUBLE


def _round_by_binary_digits(value: exp.Expr, places: int, context: Context) -> exp.Expr:
    """DuckDB scales the float, rounds that to a whole number, halves away from zero, and scales it back.

    ROUND of T-SQL is not said to do so, and where it reads the float's decimal digits first 0.285 becomes 0.29.

    Before: `round(f, 2)` (duckdb)
    After:  `SIGN(f) * (FLOOR(ABS(f) * 1E2 + 0.5E0) / 1E2)`
    """
    scale = build.typed(build.number(f"1E{abs(places)}"), exp.DType.DOUBLE)
    up, down = (build.multiply, build.divide) if places >= 0 else (build.divide, build.multiply)
    size = build.typed(build.call("ABS", context.copy(value)), exp.DType.DOUBLE)
    scaled = size if places == 0 else build.typed(up(size, scale), exp.DType.DOUBLE)
    half = build.typed(build.add(scaled, build.number("0.5E0")), exp.DType.DOUBLE)
    whole = build.typed(build.call("FLOOR", half), exp.DType.DOUBLE)
    back = whole if places == 0 else build.typed(down(whole, scale.copy()), exp.DType.DOUBLE)
    sign = build.typed(build.call("SIGN", value), exp.DType.DOUBLE)
    made = build.typed(build.multiply(sign, back), exp.DType.DOUBLE)
    made.meta[PLACES] = places
    return made


def rounded_to_places(node: exp.Expr) -> tuple[exp.Expr, int] | None:
    """The float of which a node is the nearest number of so many places by DuckDB's rule; None for any other node."""
    places = node.meta.get(PLACES)
    if places is None or not isinstance(node, exp.Mul):
        return None
    return node.this.expressions[0], places


def _round_decimal(value: exp.Expr, places: exp.Expr | None) -> exp.Expr:
    count = 0 if places is None else _literal(places)
    if count is not None and count <= 16:
        return build.cast(build.call("ROUND", with_room(value), count), exp.DType.DECIMAL, 38, count)
    left_of_point, width = _left_of_point(places), digits(value)
    if left_of_point and width is not None and width[0] + 2 * left_of_point + 3 <= MAX_DIGITS:
        return _round_left_of_point(value, left_of_point, width)
    made = build.call("ROUND", value, places or build.number(0))
    return build.take_facts(made, value)


def _round_left_of_point(value: exp.Expr, places: int, width: tuple[int, int]) -> exp.Expr:
    """Tens, hundreds and so on; ROUND with negative places overflows on some servers, and for 95 on all of them.

    Before: `round(n, -1)`
    After:  `CAST(ROUND(n * 0.1, 0) * 10 AS DECIMAL(38, 0))`
    """
    part = build.number(f"0.{'1':0>{places}}")
    scaled = build.typed(
        exp.Mul(this=value, expression=part), exp.DType.DECIMAL, width[0] + places + 1, width[1] + places
    )
    rounded = build.multiply(build.call("ROUND", with_room(scaled), 0), build.number(f"1{'':0<{places}}"))
    return build.cast(rounded, exp.DType.DECIMAL, MAX_DIGITS, 0)


def with_room(value: exp.Expr) -> exp.Expr:
    """A decimal in which rounding up cannot overflow: `ROUND(9.9, 0)` does."""
    precision, scale = digits(value) or (38, 10)
    return value if precision - scale >= 5 else build.cast(value, exp.DType.DECIMAL, scale + 6, scale)


def _literal(places: exp.Expr) -> int | None:
    return int(places.name) if isinstance(places, exp.Literal) and places.is_int else None


def _left_of_point(places: exp.Expr | None) -> int | None:
    """How many digits before the point are rounded away; None where it is no literal below zero."""
    return _literal(places.this) if isinstance(places, exp.Neg) else None


def rounded_to_even(node: exp.Expr) -> exp.Expr | None:
    """The float of which a node is the nearest whole number, halves to even; None for any other node."""
    if not node.meta.get(TO_EVEN) or not isinstance(node.this, exp.Case):
        return None
    argument: exp.Expr = node.this.args["default"].expressions[0]
    return argument


def round_half_even(value: exp.Expr, context: Context) -> exp.Expr:
    """A float rounded as the sources round floats to whole numbers: halves to even."""
    copy = context.copy
    half = build.typed(
        exp.EQ(
            this=build.subtract(value, build.call("FLOOR", copy(value))), expression=build.number("0.5E0")
        ),
        exp.DType.BOOLEAN,
    )
    to_even = build.multiply(
        build.number(2), build.call("ROUND", build.divide(copy(value), build.number(2)), 0)
    )
    made = build.when((half, to_even), default=build.call("ROUND", copy(value), 0))
    return build.typed(made, exp.DType.DOUBLE)


def as_shown(value: exp.Expr, context: Context) -> exp.Expr:
    """A float as PostgreSQL makes a numeric of it: by its first fifteen digits, a real by its first six (`float8_numeric` in numeric.c).

    T-SQL takes seventeen: 1.005 is `1.0049999999999999` then, and rounds to 1.00.

    Before: `f::numeric`
    After:  `ROUND(CAST(f AS DECIMAL(38, 20)), 14 - CAST(FLOOR(LOG10(ABS(f) + 1E-300)) AS INT))`
    """
    is_real = value.type is not None and value.type.this is exp.DType.FLOAT
    size = build.add(build.call("ABS", as_float(context.copy(value))), build.number("1E-300"))
    power = build.cast(build.call("FLOOR", build.call("LOG10", size)), exp.DType.INT)
    places = build.subtract(build.number(5 if is_real else 14), power)
    exact = build.cast(value, exp.DType.DECIMAL, MAX_DIGITS, SCALE_OF_SHOWN)
    return build.take_facts(build.call("ROUND", exact, places), exact)


@of_expression(exp.Ceil, exp.Floor, reads="decimals to")
def rewrite_ceiling(node: exp.Ceil | exp.Floor, context: Context) -> exp.Expr:
    """CEIL is spelled CEILING.

    Before: `ceil(n)`, `floor(n)`
    After:  `CEILING(n)`, `FLOOR(n)`
    """
    if node.args.get("decimals") is not None or node.args.get("to") is not None:
        raise differs(node, "T-SQL rounds up and down to whole numbers only", "scale the number first")
    made = build.call("CEILING" if isinstance(node, exp.Ceil) else "FLOOR", node.this)
    width = digits(node.this)
    if family_of(node.this) == "decimal" and width is not None:
        return build.typed(made, exp.DType.DECIMAL, width[0], 0)
    return build.take_facts(made, node.this)


@of_expression(exp.Trunc, reads="decimals")
def rewrite_truncation(node: exp.Trunc, context: Context) -> exp.Expr:
    """Truncation is the third argument of ROUND; of a float it is told by FLOOR.

    Before: `trunc(n, 1)`, `trunc(f)`
    After:  `ROUND(n, 1, 1)`, `SIGN(f) * FLOOR(ABS(f))`
    """
    kind = family_of(node.this)
    if kind in {"date", "timestamp", "timestamptz", "unknown"}:
        raise type_needed(node.this, "this number")
    places = node.args.get("decimals")
    if kind == "float" and places is None:
        return _float_truncated(node.this, context)
    value = as_float(node.this) if kind == "float" else node.this
    return build.take_facts(build.call("ROUND", value, places or build.number(0), 1), node.this)


def _float_truncated(value: exp.Expr, context: Context) -> exp.Expr:
    """ROUND may read a float's decimal digits first, and cut 2.9999999999999996 to 3."""
    size = build.typed(build.call("FLOOR", build.call("ABS", context.copy(value))), exp.DType.DOUBLE)
    sign = build.typed(build.call("SIGN", value), exp.DType.DOUBLE)
    return build.take_facts(build.multiply(sign, size), value)
