"""The interval age(a, b), of years, months and days: its parts, and comparisons with an interval that is written.

https://www.postgresql.org/docs/current/functions-datetime.html: months are full by the day of the month and the time; the days
that a month lacks are those of the earlier moment's month. Intervals are compared with thirty days to a month.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.intervals import big, is_written, steps_of
from compiler.stages.legalise.rewrites.dates.truncating import wall_clock
from compiler.types.families import family_of

MONTH: Final = 30
"""Days of a month wherever an interval is compared."""
DAY: Final = 86_400_000_000
LONGER: Final = 32 * DAY
"""Microseconds of more than any month."""
BEYOND: Final = 453_600_000_000
"""Microseconds by which a year of the epoch, of 365.25 days, exceeds twelve months of thirty days."""
MIRRORED: Final[dict[type[exp.Expr], type[exp.Binary]]] = {
    exp.LT: exp.GT, exp.LTE: exp.GTE, exp.GT: exp.LT, exp.GTE: exp.LTE, exp.EQ: exp.EQ, exp.NEQ: exp.NEQ,
}  # fmt: skip
READ_BY: Final[tuple[type[exp.Expr], ...]] = (exp.Extract, *MIRRORED)
Count = Callable[[exp.Expr, exp.Expr, Context], exp.Expr]


def is_age(node: exp.Expr) -> bool:
    """Whether a node is `age(a, b)`, an interval of years, months and days."""
    return isinstance(node, exp.Anonymous) and str(node.this).lower() == "age"


def is_limit_of_age(node: exp.Expr) -> bool:
    """Whether a node is what an age is compared with."""
    comparison = node.parent
    if not isinstance(comparison, exp.Binary) or type(comparison) not in MIRRORED:
        return False
    return is_age(comparison.this) or is_age(comparison.expression)


def part_of_age(age: exp.Expr, unit: str, node: exp.Expr, context: Context) -> exp.Expr:
    """Whole years of an age, the months beyond them, the days beyond those, or its seconds. Raises `Refusal`.

    Before: `extract(year FROM age(d1, d2))`
    After:  `(DATEDIFF(MONTH, d2, d1) * 100 + DATEPART(DAY, d1) - DATEPART(DAY, d2)) / 1200`
    """
    later, earlier = (_clock(moment, context) for moment in age.expressions)
    if unit == "YEAR":
        return _whole_months(later, earlier, 12, context)
    if unit == "MONTH":
        months, twelve = _whole_months(later, earlier, 1, context), build.number(12)
        return build.typed(build.modulo(months, twelve), exp.DType.INT)
    if unit == "DAY" and context.is_postgres and _are_dates(later, earlier):
        return build.typed(_either_way(later, earlier, _days_beyond, context), exp.DType.INT)
    if unit == "EPOCH" and context.is_postgres:
        years = build.multiply(_whole_months(later, earlier, 12, context), big(BEYOND))
        micro = build.add(_microseconds(context.copy(later), context.copy(earlier), context), years)
        exact = build.divide(build.cast(micro, exp.DType.DECIMAL, 20, 0), build.number(1_000_000))
        return build.typed(exact, exp.DType.DECIMAL, 31, 11)
    raise no_form(node, f"the part {unit} of age()", "subtract the moments: extract(epoch FROM a - b)")


def compare_age(node: exp.Binary, context: Context) -> exp.Expr | None:
    """An age against a written interval; None where neither side is an age. Raises `Refusal`.

    Before: `age(d1, d2) <= interval '10 years'`, `age(ts1, ts2) < interval '7 days'`
    After:  `DATEDIFF(MONTH, d2, d1) * 100 + DATEPART(DAY, d1) - DATEPART(DAY, d2) <= 12000`, the microseconds of both compared
    """
    kind, age, limit = type(node), node.this, node.expression
    if is_age(limit):
        kind, age, limit = MIRRORED[kind], limit, age
    if not is_age(age):
        return None
    if not context.is_postgres or not is_written(limit) or (steps := steps_of(limit)).computed:
        raise no_form(node, "an age against other than a written interval", "compare the dates themselves")
    later, earlier = (_clock(moment, context) for moment in age.expressions)
    months, parts = (
        steps.constants.get("MONTH", 0),
        {part for part, count in steps.constants.items() if count},
    )
    days = months * MONTH + steps.constants.get("DAY", 0)
    if _are_dates(later, earlier) and parts <= {"MONTH"} and months >= 0 and kind in (exp.LTE, exp.GT):
        return _compared(kind, _hundreds(later, earlier, context), build.number(months * 100))
    if _are_dates(later, earlier) and parts <= {"MONTH", "DAY"}:
        limit = build.number(days) if days >= 0 else build.minus(build.number(-days))
        return _compared(kind, _either_way(later, earlier, _days, context), limit)
    rest = steps.constants.get("SECOND", 0) * 1_000_000 + steps.constants.get("MICROSECOND", 0)
    return _compared(kind, _microseconds(later, earlier, context), big(days * DAY + rest))


def _clock(moment: exp.Expr, context: Context) -> exp.Expr:
    """The moment without offset; midnight of a date, of which age() of one moment counts, is that date."""
    is_midnight = isinstance(moment, exp.Cast) and family_of(moment.this) == "date"
    return wall_clock(moment.this if is_midnight and family_of(moment) == "timestamp" else moment, context)


def _compared(kind: type[exp.Binary], value: exp.Expr, limit: exp.Expr) -> exp.Expr:
    return build.typed(kind(this=value, expression=limit), exp.DType.BOOLEAN)


def _are_dates(*moments: exp.Expr) -> bool:
    return all(family_of(moment) == "date" for moment in moments)


def _either_way(later: exp.Expr, earlier: exp.Expr, count: Count, context: Context) -> exp.Expr:
    """What is counted from the earlier moment to the later one, negative where they stand the other way round."""
    copy = context.copy
    forward = build.typed(exp.GTE(this=copy(later), expression=copy(earlier)), exp.DType.BOOLEAN)
    backward = build.minus(count(copy(earlier), copy(later), context))
    return build.when((forward, count(later, earlier, context)), default=backward)


def _whole_months(later: exp.Expr, earlier: exp.Expr, size: int, context: Context) -> exp.Expr:
    """Full periods of so many months; a quotient of whole numbers is cut towards zero, as an age is."""
    if _are_dates(later, earlier):
        count = build.divide(_hundreds(later, earlier, context), build.number(100 * size))
        return build.typed(count, exp.DType.INT)
    months = build.multiply(build.call("DATEDIFF", build.part("MONTH"), earlier, later), big(LONGER))
    within = [_into_month(moment, context) for moment in (later, earlier)]
    made = build.divide(build.subtract(build.add(months, within[0]), within[1]), big(LONGER * size))
    return build.cast(made, exp.DType.INT)


def _hundreds(later: exp.Expr, earlier: exp.Expr, context: Context) -> exp.Expr:
    """A hundred for each month's end between two dates, and the days of their months apart, which never make a hundred."""
    months = build.call("DATEDIFF", build.part("MONTH"), earlier, later)
    days = [_day(context.copy(moment)) for moment in (later, earlier)]
    made = build.subtract(build.add(build.multiply(months, build.number(100)), days[0]), days[1])
    return build.typed(made, exp.DType.INT)


def _days_beyond(later: exp.Expr, earlier: exp.Expr, context: Context) -> exp.Expr:
    copy = context.copy
    short = _is_less(_day(copy(later)), _day(copy(earlier)))
    lacking = build.when((short, _length(copy(earlier))), default=build.number(0))
    return build.add(build.subtract(_day(later), _day(earlier)), lacking)


def _days(later: exp.Expr, earlier: exp.Expr, context: Context) -> exp.Expr:
    """Days of an age between dates, with thirty days to each full month."""
    copy = context.copy
    months = build.call("DATEDIFF", build.part("MONTH"), copy(earlier), copy(later))
    short = _is_less(_day(copy(later)), _day(copy(earlier)))
    beyond = build.subtract(_length(copy(earlier)), build.number(MONTH))
    apart = build.subtract(build.add(build.multiply(months, build.number(MONTH)), _day(later)), _day(earlier))
    return build.typed(
        build.add(apart, build.when((short, beyond), default=build.number(0))), exp.DType.BIGINT
    )


def _microseconds(later: exp.Expr, earlier: exp.Expr, context: Context) -> exp.Expr:
    return build.typed(_either_way(later, earlier, _microseconds_apart, context), exp.DType.BIGINT)


def _microseconds_apart(later: exp.Expr, earlier: exp.Expr, context: Context) -> exp.Expr:
    """Microseconds of an age, with thirty days to each full month."""
    copy = context.copy
    months = build.call("DATEDIFF", build.part("MONTH"), copy(earlier), copy(later))
    within = [_into_month(moment, context) for moment in (later, earlier)]
    apart = build.subtract(
        build.add(build.multiply(months, big(MONTH * DAY)), copy(within[0])), copy(within[1])
    )
    beyond = build.multiply(build.subtract(_length(earlier), build.number(MONTH)), big(DAY))
    return build.add(apart, build.when((_is_less(*within), beyond), default=build.number(0)))


def _is_less(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return build.typed(exp.LT(this=left, expression=right), exp.DType.BOOLEAN)


def _day(moment: exp.Expr) -> exp.Expr:
    return build.typed(build.call("DATEPART", build.part("DAY"), moment), exp.DType.INT)


def _length(moment: exp.Expr) -> exp.Expr:
    """Days of the month in which the moment lies."""
    return _day(build.call("EOMONTH", moment))


def _into_month(moment: exp.Expr, context: Context) -> exp.Expr:
    """Microseconds since the last day of the month before."""
    days = build.typed(build.multiply(_day(context.copy(moment)), big(DAY)), exp.DType.BIGINT)
    if family_of(moment) == "date":
        return days
    midnight = build.cast(context.copy(moment), exp.DType.DATE)
    time = build.call("DATEDIFF_BIG", build.part("MICROSECOND"), midnight, context.copy(moment))
    return build.typed(build.add(days, time), exp.DType.BIGINT)
