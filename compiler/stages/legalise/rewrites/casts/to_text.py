"""Values as text, spelled as the sources spell them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_value, type_needed
from compiler.stages.legalise.placing import as_value, is_condition
from compiler.stages.legalise.rewrites.numbers.digits import as_float, digits, plain_decimal
from compiler.stages.legalise.rewrites.numbers.rounding import rounded_to_even, rounded_to_places
from compiler.stages.legalise.rewrites.text.measuring import unpadded
from compiler.stages.legalise.session import clock_in
from compiler.tsql.types import INTEGER_DIGITS, digits_of
from compiler.types.families import Family, family_of, precision_and_scale
from compiler.types.numbers import has_varying_scale
from compiler.types.session_zone import fixed_offset

DIGITS_OF_FLOAT: Final = 15
"""Decimal digits that a float of 8 bytes always keeps (DBL_DIG of C)."""
MOST_PLACES: Final = 9
SIGN_BIT: Final = "8000000000000000"


def as_text(node: exp.Expr, context: Context, *, short_booleans: bool = False) -> exp.Expr:
    """A value as text. `short_booleans` for PostgreSQL's `t` and `f`, which only concat() writes. Raises `Refusal`.

    Before: `a::text`, `flag::text`, `d::text`
    After:  `CAST(a AS NVARCHAR(11))`, `CASE WHEN flag = 1 THEN N'true' WHEN flag = 0 THEN N'false' END`, `CONVERT(NVARCHAR(10), d, 23)`
    """
    kind = family_of(node)
    if kind == "text" or isinstance(node, exp.Null):
        return unpadded(node)
    if kind == "boolean":
        return _boolean(node, ("t", "f") if short_booleans else ("true", "false"), context)
    maker = MAKERS.get(kind)
    if maker is not None:
        return maker(node, context)
    if kind == "unknown":
        raise type_needed(node, "what becomes text")
    raise no_value(node, f"a {kind} as text")


def _integer(node: exp.Expr, _: Context) -> exp.Expr:
    width = INTEGER_DIGITS.get(node.type.this, 38) if node.type is not None else 38
    return build.cast(node, exp.DType.NVARCHAR, width + 1)


def _date(node: exp.Expr, _: Context) -> exp.Expr:
    return _converted(node, 10, 23)


def _uuid(node: exp.Expr, _: Context) -> exp.Expr:
    lowered = build.call("LOWER", build.cast(node, exp.DType.NVARCHAR, 36))
    return build.typed(lowered, exp.DType.NVARCHAR, 36)


def _with_offset(node: exp.Expr, context: Context) -> exp.Expr:
    """The clock of the session's zone and its offset, where that is always the same."""
    offset = fixed_offset(context.timezone)
    if offset is None:
        instead = "name the zone: x AT TIME ZONE 'Asia/Bangkok'"
        raise differs(node, "the text shows the offset of the day, which changes in this time zone", instead)
    minutes = f":{abs(offset) % 60:02}" if offset % 60 else ""
    ending = build.text(f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}{minutes}")
    clock = _timestamp(clock_in(context.timezone, node), context)
    return build.typed(build.add(clock, ending), exp.DType.NVARCHAR, 32)


def _float(node: exp.Expr, context: Context) -> exp.Expr:
    """Only a float that was rounded: with at most 15 digits it is the float nearest to just one decimal, which is its text.

    Before: `round(f, 2) || '%'` (duckdb)
    After:  the sign, `CAST(CAST(ABS(ROUND(f, 2)) AS DECIMAL(15, 2)) AS NVARCHAR(17))` without the zeros at its end, and N'%';
            the same of PostgreSQL's `round(f)`, whose halves go to even
    """
    places = _places(node)
    if places is None or node.type is None or node.type.this is not exp.DType.DOUBLE:
        instead = "cast it to numeric(p, s)" if context.is_postgres else "round it: round(x, 2)"
        raise differs(node, "a float is written with other digits in T-SQL", f"{instead} first")
    magnitude = build.cast(build.call("ABS", node), exp.DType.DECIMAL, DIGITS_OF_FLOAT, places)
    digits: exp.Expr = build.cast(magnitude, exp.DType.NVARCHAR, DIGITS_OF_FLOAT + 2)
    if places == 0 and not context.is_postgres:
        digits = build.add(digits, build.text(".0"))
    elif places > 1:
        digits = _without_zeros(digits, places - 1, context)
    # the argument has the sign also where rounding gives zero
    unrounded = as_float(context.copy(_unrounded(node)))
    bits = build.cast(unrounded, exp.DType.BINARY, 8)
    negative = build.typed(exp.GTE(this=bits, expression=exp.HexString(this=SIGN_BIT)), exp.DType.BOOLEAN)
    sign = build.when((negative, build.text("-")), default=build.text(""))
    return build.typed(build.add(sign, digits), exp.DType.NVARCHAR, DIGITS_OF_FLOAT + 5)


def _unrounded(node: exp.Expr) -> exp.Expr:
    """What was rounded."""
    by_rule = rounded_to_places(node)
    argument: exp.Expr = by_rule[0] if by_rule else rounded_to_even(node) or node.expressions[0]
    return argument


def _places(node: exp.Expr) -> int | None:
    """To how many places a float was rounded in T-SQL's terms; None where it was not, or not visibly."""
    by_rule = rounded_to_places(node)
    if by_rule is not None:
        return by_rule[1] if 0 <= by_rule[1] <= MOST_PLACES else None
    if rounded_to_even(node) is not None:
        return 0
    if not isinstance(node, exp.Anonymous):
        return None
    if node.this in {"CEILING", "FLOOR"}:
        return 0
    count = node.expressions[1] if node.this == "ROUND" and len(node.expressions) == 2 else None
    known = int(count.name) if isinstance(count, exp.Literal) and count.is_int else None
    return known if known is not None and known <= MOST_PLACES else None


def _without_zeros(written: exp.Expr, droppable: int, context: Context) -> exp.Expr:
    """A text of digits without the zeros among its last ones."""
    tail = build.call("RIGHT", context.copy(written), droppable)
    blanks = build.call("RTRIM", build.call("REPLACE", tail, "0", " "))
    head = build.call(
        "LEFT", written, build.subtract(build.call("LEN", context.copy(written)), build.number(droppable))
    )
    return build.add(head, build.call("REPLACE", blanks, " ", "0"))


def _boolean(node: exp.Expr, words: tuple[str, str], context: Context) -> exp.Expr:
    bit = as_value(node, context) if is_condition(node) else node
    truths = [
        build.typed(exp.EQ(this=side, expression=build.number(count)), exp.DType.BOOLEAN)
        for side, count in ((bit, 1), (context.copy(bit), 0))
    ]
    made = build.when(*((truth, build.text(word)) for truth, word in zip(truths, words, strict=True)))
    return build.typed(made, exp.DType.NVARCHAR, 5)


def _decimal(node: exp.Expr, _: Context) -> exp.Expr:
    """The text of a decimal shows its scale, so the scale must be the author's."""
    node = plain_decimal(node)
    width = digits(node)
    if width is None or not _has_authors_scale(node):
        raise differs(
            node,
            "the text of this number has other digits in T-SQL",
            "cast it to numeric(p, s), or round it, first",
        )
    return build.cast(node, exp.DType.NVARCHAR, width[0] + 3)


def _has_authors_scale(node: exp.Expr) -> bool:
    """Whether T-SQL gives a decimal the scale that the author's dialect gives it: not quotients, averages, and mixed choices."""
    if isinstance(node, exp.Add | exp.Sub | exp.Mul):
        return all(
            _has_authors_scale(side) or family_of(side) == "integer" for side in (node.this, node.expression)
        )
    if isinstance(node, exp.Neg):
        return _has_authors_scale(node.this)
    if isinstance(node, exp.Anonymous) and node.this in {"CEILING", "FLOOR"}:
        return digits_of(node.type) is not None  # whole numbers, which both show without a point
    if isinstance(node, exp.Anonymous) and node.this in {"SUM", "MIN", "MAX", "ABS"}:
        argument = node.expressions[0]
        return _has_authors_scale(argument.expressions[0] if isinstance(argument, exp.Distinct) else argument)
    if isinstance(node, exp.Column | exp.Cast):
        is_known = node.type is not None and precision_and_scale(node.type) is not None
        return is_known and not has_varying_scale(node.type)
    return isinstance(node, exp.Literal)


def _converted(node: exp.Expr, length: int, style: int) -> exp.Expr:
    made = build.call("CONVERT", build.data_type(exp.DType.NVARCHAR, length), node, style)
    return build.typed(made, exp.DType.NVARCHAR, length)


def _timestamp(node: exp.Expr, context: Context) -> exp.Expr:
    made = build.add(_converted(node, 19, 120), _fraction(node, context))
    return build.typed(made, exp.DType.NVARCHAR, 26)


def _time(node: exp.Expr, context: Context) -> exp.Expr:
    made = build.add(_converted(node, 8, 108), _fraction(node, context))
    return build.typed(made, exp.DType.NVARCHAR, 15)


def _fraction(node: exp.Expr, context: Context) -> exp.Expr:
    """The sources leave out a fraction of zero, and the zeros at its end."""
    micro = build.call("DATEPART", build.part("MICROSECOND"), context.copy(node))
    digits = build.call("RIGHT", build.add(build.text("00000"), build.cast(micro, exp.DType.NVARCHAR, 6)), 6)
    zeros_as_blanks = build.call("RTRIM", build.call("REPLACE", digits, "0", " "))
    fraction = build.add(build.text("."), build.call("REPLACE", zeros_as_blanks, " ", "0"))
    whole = build.typed(exp.EQ(this=context.copy(micro), expression=build.number(0)), exp.DType.BOOLEAN)
    return build.when((whole, build.text("")), default=fraction)


MAKERS: Final[dict[Family, Callable[[exp.Expr, Context], exp.Expr]]] = {
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "timestamp": _timestamp,
    "time": _time,
    "uuid": _uuid,
    "timestamptz": _with_offset,
    "float": _float,
}
