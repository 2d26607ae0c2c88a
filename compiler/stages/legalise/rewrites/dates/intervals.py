"""Intervals, which T-SQL does not have: read where they are used, as months, days and time apart.

Two shapes occur. What is written as an interval (`interval '1 month'`, `3 * interval '1 day'`, `make_interval(days => a)`) is
read by whatever uses it. A difference of two moments is computed, as a count of microseconds: any other node of type
INTERVAL is such a count.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import no_form, no_value, type_needed
from compiler.stages.legalise.rewrites.dates.units import STEPS, UNITS, unit_of
from compiler.stages.legalise.rewrites.numbers.digits import is_whole_decimal
from compiler.types.families import family, family_of

_AMOUNT: Final = re.compile(r"\s*([+-]?\s*\d+(?:\.\d*)?|[+-]?\.\d+)\s*([A-Za-z]+)\s*")
_NUMBER: Final = re.compile(r"\s*[+-]?\d+(?:\.\d*)?\s*")
_CLOCK: Final = re.compile(r"\s*([+-]?)(\d+):(\d{1,2})(?::(\d{1,2})(\.\d{1,6})?)?\s*$")
_MICROSECONDS: Final = {"MICROSECOND": 1, "SECOND": 1_000_000, "DAY": 86_400_000_000}
_SMALLER: Final[dict[str, tuple[str, int]]] = {
    "DAY": ("SECOND", 86_400),
    "SECOND": ("MICROSECOND", 1_000_000),
}
SYNTAX: Final = (exp.Interval, exp.MakeInterval, exp.ToDays)
HELP: Final = "use the interval inside date arithmetic, or extract(epoch FROM ...) for a number of seconds"

TIMED: Final = "timed"
"""Meta mark of a count of microseconds that stands for hours, minutes and seconds, and no days."""


@dataclass
class Steps:
    """An interval by T-SQL date part: a whole number, and expressions with a factor each."""

    constants: dict[str, int] = field(default_factory=dict)
    computed: list[tuple[str, int, exp.Expr]] = field(default_factory=list)

    def scaled(self, factor: int) -> Steps:
        """All of it times a whole number."""
        constants = {part: count * factor for part, count in self.constants.items()}
        return Steps(constants, [(part, count * factor, node) for part, count, node in self.computed])

    def joined(self, other: Steps) -> Steps:
        """Both together."""
        constants = dict(self.constants)
        for part, count in other.constants.items():
            constants[part] = constants.get(part, 0) + count
        return Steps(constants, [*self.computed, *other.computed])


def is_written(node: exp.Expr) -> bool:
    """Whether the node spells an interval, in contrast to a computed count of microseconds."""
    if isinstance(node, SYNTAX):
        return True
    if isinstance(node, exp.Cast):
        return family(node.to) == "interval"
    if isinstance(node, exp.Neg):
        return is_written(node.this)
    if isinstance(node, exp.Mul | exp.Add | exp.Sub) and family_of(node) == "interval":
        return is_written(node.this) or is_written(node.expression)
    return False


def steps_of(node: exp.Expr) -> Steps:
    """A written interval by date parts. Raises `Refusal`."""
    reader = READERS.get(type(node))
    if reader is not None:
        return reader(node)
    if family_of(node) == "interval":
        return Steps({}, [("MICROSECOND", 1, node)])
    raise no_value(node, "an interval", HELP)


def _sum(node: exp.Expr) -> Steps:
    return steps_of(node.this).joined(steps_of(node.expression))


def _difference(node: exp.Expr) -> Steps:
    return steps_of(node.this).joined(steps_of(node.expression).scaled(-1))


def _negative(node: exp.Expr) -> Steps:
    return steps_of(node.this).scaled(-1)


def _days(node: exp.Expr) -> Steps:
    return _of_amount(node.this, "DAY")


def _product(node: exp.Expr) -> Steps:
    interval, count = (
        (node.this, node.expression) if family_of(node.this) == "interval" else (node.expression, node.this)
    )
    steps = steps_of(interval)
    if isinstance(count, exp.Literal) and count.is_int:
        return steps.scaled(int(count.name))
    if isinstance(count, exp.Neg) and isinstance(count.this, exp.Literal) and count.this.is_int:
        return steps.scaled(-int(count.this.name))
    if is_whole_decimal(count):  # floor(extract(minute FROM ts) / 15) and its kin
        count = build.cast(count.copy(), exp.DType.INT)
    if (
        family_of(count) == "decimal"
        and not steps.computed
        and set(steps.constants) <= {"SECOND", "MICROSECOND"}
    ):
        return _broken(count, steps)
    if family_of(count) != "integer" or steps.computed:
        raise no_form(
            node,
            "an interval times what is no whole number",
            "cast the factor to integer, or use a smaller unit",
        )
    return Steps({}, [(part, factor, count.copy()) for part, factor in steps.constants.items()])


def _broken(count: exp.Expr, steps: Steps) -> Steps:
    """A decimal times hours, minutes or seconds, to the microsecond."""
    size = sum(_MICROSECONDS[part] * each for part, each in steps.constants.items())
    exact = build.multiply(build.cast(count.copy(), exp.DType.DECIMAL, 26, 11), build.number(str(size)))
    rounded = build.cast(build.call("ROUND", exact, 0), exp.DType.BIGINT)
    rounded.meta[TIMED] = True
    return Steps({}, [("MICROSECOND", 1, build.typed(rounded, exp.DType.INTERVAL))])


def _made(node: exp.Expr) -> Steps:
    steps = Steps()
    for name, value in node.args.items():
        if value is None:
            continue
        amount = value.expression if isinstance(value, exp.Kwarg | exp.PropertyEQ) else value
        word = value.this.name if isinstance(value, exp.Kwarg | exp.PropertyEQ) else name
        steps = steps.joined(_of_amount(amount, unit_of(exp.Var(this=word), node)))
    return steps


def _cast(node: exp.Expr) -> Steps:
    """`(a || ' days')::interval`, whose inside is `CAST(a AS NVARCHAR) + N' days'` by now, or a literal."""
    inner = node.this
    if isinstance(inner, exp.Interval):
        return steps_of(inner)
    if isinstance(inner, exp.Literal) and inner.is_string:
        return _parse(inner.name, inner)
    if (
        isinstance(inner, exp.Add)
        and isinstance(inner.expression, exp.Literal)
        and isinstance(inner.this, exp.Cast)
    ):
        unit = UNITS.get(inner.expression.name.strip().upper())
        if unit is not None:
            return _of_amount(inner.this.this, unit)
    raise no_form(
        node, "a text that is read as an interval", "multiply a number with an interval: a * interval '1 day'"
    )


def _interval(node: exp.Expr) -> Steps:
    value, unit = node.this, node.args.get("unit")
    if isinstance(unit, exp.IntervalSpan):
        raise no_form(node, "an interval with a span of units", "write one unit")
    if unit is None:
        if isinstance(value, exp.Literal) and value.is_string:
            return _parse(value.name, node)
        raise no_form(node, "this interval", HELP)
    name = unit_of(unit, node)
    if isinstance(value, exp.Literal):
        return _parse(f"{value.name} {name}", node)
    return _of_amount(value, name)


def _of_amount(amount: exp.Expr, unit: str) -> Steps:
    part, factor = STEPS[unit]
    if isinstance(amount, exp.Literal) and amount.is_int:
        return Steps({part: factor * int(amount.name)})
    if isinstance(amount, exp.Neg):
        return _of_amount(amount.this, unit).scaled(-1)
    if family_of(amount) == "unknown":
        raise type_needed(amount, "this number of an interval")
    if family_of(amount) != "integer":
        raise no_form(
            amount, "an interval of what is no whole number", "cast it to integer, or use a smaller unit"
        )
    return Steps({}, [(part, factor, amount)])


def _parse(words: str, node: exp.Expr) -> Steps:
    """`1 day 02:00:00`; a number alone counts seconds.

    https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
    """
    if _NUMBER.fullmatch(words):
        words = f"{words.strip()} second"
    steps, at = Steps(), 0
    while at < len(words):
        clock = _CLOCK.match(words, at)
        if clock is not None:
            return steps.joined(_clock(clock))
        match = _AMOUNT.match(words, at)
        unit = UNITS.get(match.group(2).upper()) if match is not None else None
        if match is None or unit not in STEPS:
            raise no_form(node, f"the interval {words!r}")
        steps = steps.joined(_exact(Fraction(match.group(1).replace(" ", "")), unit, node))
        at = match.end()
    return steps


def _clock(match: re.Match[str]) -> Steps:
    sign = -1 if match.group(1) == "-" else 1
    seconds = int(match.group(2)) * 3600 + int(match.group(3)) * 60 + int(match.group(4) or 0)
    micro = int(Fraction(match.group(5) or "0") * 1_000_000)
    return Steps({"SECOND": seconds, "MICROSECOND": micro} if micro else {"SECOND": seconds}).scaled(sign)


def _exact(amount: Fraction, unit: str, node: exp.Expr) -> Steps:
    part, factor = STEPS[unit]
    amount *= factor
    constants: dict[str, int] = {}
    while amount:
        whole = int(amount)
        constants[part] = whole
        amount -= whole
        if amount and part not in _SMALLER:
            raise no_form(node, "a broken number of months or microseconds", "write whole units")
        if amount:
            part, more = _SMALLER[part]
            amount *= more
    return Steps(constants or {part: 0})


READERS: Final[dict[type[exp.Expr], Callable[[exp.Expr], Steps]]] = {
    exp.Neg: _negative,
    exp.Mul: _product,
    exp.Add: _sum,
    exp.Sub: _difference,
    exp.ToDays: _days,
    exp.MakeInterval: _made,
    exp.Cast: _cast,
    exp.Interval: _interval,
}


def microseconds(node: exp.Expr) -> exp.Expr:
    """An interval as a count of microseconds, for comparing and for arithmetic with numbers. Raises `Refusal` for months."""
    if not is_written(node):
        return node
    steps = steps_of(node)
    parts = {*steps.constants, *(part for part, _, _ in steps.computed)}
    if "MONTH" in parts:
        raise no_form(node, "an interval of months as a value", "compare dates, not intervals")
    return microseconds_of(steps)


def microseconds_of(steps: Steps) -> exp.Expr:
    """Days and time as a count of microseconds."""
    total = sum(_MICROSECONDS[part] * count for part, count in steps.constants.items())
    made: exp.Expr | None = big(total) if total or not steps.computed else None
    for part, factor, value in steps.computed:
        counts = value.meta.get(TIMED) and factor == 1
        term = (
            value
            if counts
            else build.multiply(build.cast(value, exp.DType.BIGINT), big(_MICROSECONDS[part] * factor))
        )
        made = term if made is None else build.add(made, term)
    assert made is not None  # noqa: S101  # one of the two is there
    return build.typed(made, exp.DType.INTERVAL)


def big(value: int) -> exp.Expr:
    """A whole number of type bigint: a literal beyond the range of int would be a decimal."""
    literal = build.number(str(abs(value)))
    made: exp.Expr = build.cast(literal, exp.DType.BIGINT)
    return build.cast(build.minus(build.number(str(-value))), exp.DType.BIGINT) if value < 0 else made
