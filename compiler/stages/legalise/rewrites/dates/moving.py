"""Moments moved by days or intervals, and differences of moments."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form, type_needed
from compiler.stages.legalise.rewrites.dates.ages import is_limit_of_age
from compiler.stages.legalise.rewrites.dates.intervals import Steps, is_written, microseconds, steps_of
from compiler.stages.legalise.rewriting import of_expression
from compiler.stages.legalise.session import clock_of, keeps_clock, moment_at
from compiler.types.families import TEMPORAL, family_of

ORDER: Final = (
    "MONTH",
    "DAY",
    "SECOND",
    "MICROSECOND",
)  # PostgreSQL and DuckDB add months first, then days, then time
COARSE: Final[dict[exp.DType, frozenset[str]]] = {
    exp.DType.DATETIME: frozenset({"MICROSECOND"}),
    exp.DType.SMALLDATETIME: frozenset({"SECOND", "MICROSECOND"}),
}
BY_CLOCK: Final = frozenset({"MONTH", "DAY"})
LARGER: Final = (("YEAR", "MONTH", 12), ("HOUR", "SECOND", 3600), ("MINUTE", "SECOND", 60))

READS_INTERVALS: Final = (
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Neg,
    exp.Cast,
    exp.DateAdd,
    exp.DateSub,
    exp.DateBin,
    exp.ToChar,
    exp.TimeToStr,
)


def moved(node: exp.Add | exp.Sub, context: Context) -> exp.Expr:
    """`moment + interval`, `moment - interval`, `date + days`, `date + time`, in either order of a sum."""
    moment, amount = node.this, node.expression
    if {family_of(moment), family_of(amount)} == {"date", "time"}:
        return _at_time(*((amount, moment) if family_of(moment) == "time" else (moment, amount)))
    if family_of(moment) not in TEMPORAL:
        if isinstance(node, exp.Sub):
            raise no_form(node, "an interval minus a moment")
        moment, amount = amount, moment
    sign = -1 if isinstance(node, exp.Sub) else 1
    kind = family_of(amount)
    if kind == "interval":
        return move(moment, steps_of(amount).scaled(sign), context)
    if kind == "integer" and family_of(moment) == "date":
        count = amount if sign == 1 else build.minus(amount)
        return build.typed(build.call("DATEADD", build.part("DAY"), count, moment), exp.DType.DATE)
    if kind == "unknown":
        raise type_needed(amount, "what is added to this moment")
    raise no_form(node, f"a {family_of(moment)} and a {kind} in one sum", "add an interval")


def _at_time(date: exp.Expr, time: exp.Expr) -> exp.Expr:
    """The date at a time of day: a time that becomes a timestamp is one of the first of January 1900.

    https://learn.microsoft.com/sql/t-sql/data-types/time-transact-sql#converting-time-to-other-date-and-time-types

    Before: `d + time '10:30'`
    After:  `DATEADD(DAY, DATEDIFF(DAY, CAST(N'1900-01-01' AS DATE), d), CAST(CAST(N'10:30' AS TIME(6)) AS DATETIME2(6)))`
    """
    first = build.cast(build.text("1900-01-01"), exp.DType.DATE)
    days = build.call("DATEDIFF", build.part("DAY"), first, date)
    moved_time = build.call("DATEADD", build.part("DAY"), days, build.cast(time, exp.DType.TIMESTAMP))
    return build.typed(moved_time, exp.DType.TIMESTAMP)


def move(moment: exp.Expr, steps: Steps, context: Context) -> exp.Expr:
    """The moment moved; a date becomes a timestamp, as in the sources.

    Months and days of a moment with an offset are those of the session's clock, which DATEADD does not know.

    Before: `d + interval '1 month'`, `tz + interval '1 month'` (in Asia/Bangkok)
    After:  `DATEADD(MONTH, 1, CAST(d AS DATETIME2(6)))`,
            `TODATETIMEOFFSET(DATEADD(MONTH, 1, CAST(SWITCHOFFSET(tz, 420) AS DATETIME2(6))), 420)`
    """
    made = build.cast(moment, exp.DType.TIMESTAMP) if _is_too_coarse(moment, steps) else moment
    for part in ORDER:
        by_clock = part in BY_CLOCK and family_of(made) == "timestamptz" and not keeps_clock(made, context)
        before = clock_of(made, context) if by_clock else made
        after = _by_part(before, part, steps)
        if after is not before:
            made = moment_at(after, context) if by_clock else after
    return made


def _is_too_coarse(moment: exp.Expr, steps: Steps) -> bool:
    """Whether DATEADD on the moment's type would lose or refuse a part: a date's hours, a smalldatetime's seconds."""
    if family_of(moment) == "date":
        return True
    parts = {part for part, count in steps.constants.items() if count} | {
        part for part, _, _ in steps.computed
    }
    kind = moment.type.this if moment.type is not None else None
    return not parts.isdisjoint(COARSE.get(kind, ())) if kind is not None else False


def _by_part(moment: exp.Expr, part: str, steps: Steps) -> exp.Expr:
    made = moment
    unit, count = _largest_unit(part, steps.constants.get(part, 0))
    if count:
        made = build.take_facts(build.call("DATEADD", build.part(unit), _whole(count), made), moment)
    for where, factor, value in steps.computed:
        if where == part:
            made = build.take_facts(_by_computed(made, part, factor, value), moment)
    return made


def _largest_unit(part: str, count: int) -> tuple[str, int]:
    """The count in the largest unit that holds it, for people who read the T-SQL and for the range of int."""
    for larger, smaller, size in LARGER:
        if part == smaller and count and count % size == 0:
            return larger, count // size
    return part, count


def _whole(count: int) -> exp.Expr:
    return build.number(count) if count >= 0 else build.minus(build.number(-count))


def _by_computed(moment: exp.Expr, part: str, factor: int, value: exp.Expr) -> exp.Expr:
    if part == "MICROSECOND" and family_of(value) == "interval":
        return _by_microseconds(moment, factor, value)
    unit, size = _largest_unit(part, factor)
    amount = value if abs(size) == 1 else build.multiply(value, build.number(abs(size)))
    return build.call("DATEADD", build.part(unit), build.minus(amount) if size < 0 else amount, moment)


def _by_microseconds(moment: exp.Expr, factor: int, value: exp.Expr) -> exp.Expr:
    amount = value if factor == 1 else build.minus(value)
    million = build.number(1_000_000)
    seconds = build.call("DATEADD", build.part("SECOND"), build.divide(amount, million), moment)
    return build.call(
        "DATEADD", build.part("MICROSECOND"), build.modulo(amount.copy(), million.copy()), seconds
    )


def difference_of_moments(node: exp.Sub, context: Context) -> exp.Expr:
    """`date - date` as days; a difference of timestamps as a count of microseconds, of type INTERVAL.

    Before: `d1 - d2`, `extract(epoch FROM ts1 - ts2)`
    After:  `DATEDIFF(DAY, d2, d1)`, `DATEDIFF_BIG(MICROSECOND, ts2, ts1) ...`
    """
    later, earlier = node.this, node.expression
    families = (family_of(later), family_of(earlier))
    if families == ("date", "date"):
        return build.typed(
            build.call("DATEDIFF", build.part("DAY"), earlier, later), node.type or exp.DType.INT
        )
    if "time" in families:
        raise no_form(node, "a difference of times of day")
    if families.count("timestamptz") == 1:
        later, earlier = (
            side if family_of(side) == "timestamptz" else moment_at(side, context)
            for side in (later, earlier)
        )
    return build.typed(
        build.call("DATEDIFF_BIG", build.part("MICROSECOND"), earlier, later), exp.DType.INTERVAL
    )


@of_expression(exp.DateAdd, exp.DateSub, exp.TsOrDsAdd, exp.TimestampAdd, reads="unit")
def rewrite_date_add(node: exp.Func, context: Context) -> exp.Expr:
    """DuckDB's date_add takes an interval.

    Before: `date_add(d, INTERVAL 1 MONTH)`
    After:  `DATEADD(MONTH, 1, CAST(d AS DATETIME2(6)))`
    """
    amount = node.args.get("expression")
    if (
        amount is None
        or family_of(node.this) not in TEMPORAL
        or not (is_written(amount) or family_of(amount) == "interval")
    ):
        raise no_form(node, "this date_add", "write moment + interval")
    return move(node.this, steps_of(amount).scaled(-1 if isinstance(node, exp.DateSub) else 1), context)


@of_expression(
    exp.Interval, exp.MakeInterval, exp.ToDays, reads="unit year month week day hour minute second"
)
def keep_interval(node: exp.Func, context: Context) -> exp.Expr:
    """An interval stays where it is read; elsewhere it becomes a count of microseconds.

    Before: `ts1 - ts2 > interval '1 hour'`
    After:  `DATEDIFF_BIG(MICROSECOND, ts2, ts1) > CAST(3600000000 AS BIGINT)`
    """
    return kept(node)


def kept(node: exp.Expr) -> exp.Expr:
    """A written interval as it is where something reads it, else as a count of microseconds."""
    build.typed(node, exp.DType.INTERVAL)
    return node if isinstance(node.parent, READS_INTERVALS) or is_limit_of_age(node) else microseconds(node)
