"""Moments cut to a unit."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form, type_needed
from compiler.stages.legalise.rewrites.dates.units import unit_of
from compiler.stages.legalise.rewriting import of_expression, of_query
from compiler.stages.legalise.session import clock_of, moment_at
from compiler.tsql.zones import iana_name
from compiler.types.families import family_of
from compiler.types.session_zone import fixed_offset

NATIVE: Final[
    dict[str, str]
] = {  # DATETRUNC of SQL Server 2022; ISO_WEEK starts on Monday whatever DATEFIRST says
    unit: "ISO_WEEK" if unit == "WEEK" else unit
    for unit in (
        "YEAR",
        "QUARTER",
        "MONTH",
        "WEEK",
        "DAY",
        "HOUR",
        "MINUTE",
        "SECOND",
        "MILLISECOND",
        "MICROSECOND",
    )
}
BY_BOUNDARIES: Final = frozenset({"YEAR", "QUARTER", "MONTH", "DAY", "HOUR", "MINUTE"})
FINER: Final[dict[str, int]] = {"SECOND": 1_000_000_000, "MILLISECOND": 1_000_000, "MICROSECOND": 1_000}
FINEST: Final = frozenset({"MINUTE", *FINER})
# Years in one, and the first of them in PostgreSQL; DuckDB begins centuries with the year 0.
YEARS: Final[dict[str, tuple[int, int]]] = {"DECADE": (10, 0), "CENTURY": (100, 1), "MILLENNIUM": (1000, 1)}
MONDAY: Final = "0001-01-01"  # a Monday, so that no day number is negative
EPOCH: Final = "1970-01-01"


@of_query(exp.TimestampTrunc, exp.DateTrunc)
def expand_truncation_zone(node: exp.TimestampTrunc | exp.DateTrunc, context: Context) -> bool:
    """PostgreSQL's date_trunc in a zone: the clock there is cut, and read back. Less than a day only where the clock is never changed: an hour may be shown twice.

    Before: `date_trunc('month', tz, 'Europe/Berlin')`
    After:  `date_trunc('month', tz AT TIME ZONE 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin'`
    """
    zone = node.args.get("zone")
    if zone is None or family_of(node.this) != "timestamptz":
        return False
    if unit_of(node.args.get("unit"), node) in FINEST | {"HOUR"} and not _never_changes(zone):
        raise no_form(zone, "date_trunc of less than a day in a time zone")
    clock = build.typed(exp.AtTimeZone(this=node.this.copy(), zone=zone.copy()), exp.DType.TIMESTAMP)
    cut = exp.TimestampTrunc(this=build.take_nullability(clock, node.this), unit=node.args.get("unit"))
    build.take_nullability(build.typed(cut, exp.DType.TIMESTAMP), node)
    node.replace(build.take_facts(exp.AtTimeZone(this=cut, zone=zone.copy()), node))
    return True


def _never_changes(zone: exp.Expr) -> bool:
    """Whether a time zone has one offset only."""
    name = iana_name(zone.name) if isinstance(zone, exp.Literal) else None
    return name is not None and fixed_offset(name) is not None


@of_expression(exp.TimestampTrunc, exp.DateTrunc, reads="unit zone")
def truncate_moment(node: exp.TimestampTrunc | exp.DateTrunc, context: Context) -> exp.Expr:
    """DATETRUNC from 2022 on; before, boundaries are counted from a fixed day. Weeks begin on Monday.

    Before: `date_trunc('month', ts)`
    After:  `DATETRUNC(MONTH, ts)`, before 2022 `DATEADD(MONTH, DATEDIFF(MONTH, CAST(N'1970-01-01' AS DATETIME2(6)), ts), CAST(...))`
    """
    if node.args.get("zone") is not None:
        raise no_form(node, "date_trunc in a zone of a moment that has none", "leave the zone out")
    if family_of(node.this) != "timestamptz":
        return _truncated(node, context)
    unit = unit_of(node.args.get("unit"), node)
    if fixed_offset(context.timezone) is None and unit in _within_an_hour(context):
        return _cut_instant(node.this, unit, context)
    return moment_at(_truncated(node, context), context)


def _within_an_hour(context: Context) -> frozenset[str]:
    """Units that keep the offset of what is cut, also where the clock shows a time twice; DuckDB takes the second hour."""
    return FINEST | {"HOUR"} if context.is_postgres else FINEST


def _cut_instant(moment: exp.Expr, unit: str, context: Context) -> exp.Expr:
    """A moment cut to a minute or less, where no clock is asked, or to an hour of the session's clock."""
    if unit != "HOUR":
        return _cut(moment, unit, exp.DType.TIMESTAMPTZ, context)
    minutes = build.call("DATEPART", build.part("MINUTE"), clock_of(context.copy(moment), context))
    to_minute = _cut(moment, "MINUTE", exp.DType.TIMESTAMPTZ, context)
    return build.take_facts(
        build.call("DATEADD", build.part("MINUTE"), build.minus(minutes), to_minute), moment
    )


def _truncated(node: exp.TimestampTrunc | exp.DateTrunc, context: Context) -> exp.Expr:
    unit = unit_of(node.args.get("unit"), node)
    moment = wall_clock(node.this, context)
    result = exp.DType.DATE if family_of(node) == "date" else exp.DType.TIMESTAMP
    if family_of(moment) == "date" and result is exp.DType.TIMESTAMP and unit not in BY_BOUNDARIES:
        moment = build.cast(moment, exp.DType.TIMESTAMP)
    if unit in YEARS:
        size, first = YEARS[unit]
        return _cut_years(moment, size, first if context.is_postgres else 0, result)
    if unit not in NATIVE:
        raise no_form(node, f"date_trunc of {unit}")
    if context.has("2022"):
        cut = (
            build.cast(moment, exp.DType.TIMESTAMP)
            if family_of(moment) == "date" and result is exp.DType.TIMESTAMP
            else moment
        )
        return build.typed(build.call("DATETRUNC", build.part(NATIVE[unit]), cut), cut.type or result)
    return _cut(moment, unit, result, context)


def wall_clock(moment: exp.Expr, context: Context) -> exp.Expr:
    """A moment without offset; one with an offset is read on a clock in the session's zone."""
    kind = family_of(moment)
    if kind in {"date", "timestamp", "time"}:
        return moment
    if kind == "timestamptz":
        return clock_of(moment, context)
    if kind == "unknown":
        raise type_needed(moment, "this moment")
    raise no_form(moment, f"a date function of {kind}")


def _cut(moment: exp.Expr, unit: str, result: exp.DType, context: Context) -> exp.Expr:
    if unit in FINER:
        moment = in_microseconds(moment)
        nanoseconds = build.call("DATEPART", build.part("NANOSECOND"), context.copy(moment))
        rest = nanoseconds if unit == "SECOND" else build.modulo(nanoseconds, build.number(FINER[unit]))
        return build.take_facts(
            build.call("DATEADD", build.part("NANOSECOND"), build.minus(rest), moment), moment
        )
    if unit == "WEEK":
        weeks = build.divide(days_since_monday(moment), build.number(7))
        cut = build.call(
            "DATEADD", build.part("DAY"), build.multiply(weeks, build.number(7)), day(MONDAY, result)
        )
        return build.typed(cut, result)
    count = build.call("DATEDIFF", build.part(unit), day(EPOCH, result), moment)
    return build.typed(build.call("DATEADD", build.part(unit), count, day(EPOCH, result)), result)


def _is_short(moment: exp.Expr) -> bool:
    return moment.type is not None and moment.type.this in {exp.DType.DATETIME, exp.DType.SMALLDATETIME}


def in_microseconds(moment: exp.Expr) -> exp.Expr:
    """The moment in a type whose microseconds DATEADD moves, which it refuses of datetime (Msg 9810)."""
    return build.cast(moment, exp.DType.TIMESTAMP, 3) if _is_short(moment) else moment


def days_since_monday(moment: exp.Expr) -> exp.Expr:
    """Whole days since a fixed Monday, never negative; it lies before the first day that a datetime can hold."""
    date = build.cast(moment, exp.DType.DATE) if _is_short(moment) else moment
    return build.typed(build.call("DATEDIFF", build.part("DAY"), day(MONDAY), date), exp.DType.INT)


def _cut_years(moment: exp.Expr, size: int, first: int, result: exp.DType) -> exp.Expr:
    year = build.call("DATEPART", build.part("YEAR"), moment)
    counted = build.subtract(year, build.number(first)) if first else year
    start = build.multiply(build.divide(counted, build.number(size)), build.number(size))
    started = build.add(start, build.number(first)) if first else start
    made = build.typed(build.call("DATEFROMPARTS", started, 1, 1), exp.DType.DATE)
    return made if result is exp.DType.DATE else build.cast(made, result)


def day(text: str, kind: exp.DType = exp.DType.DATE) -> exp.Expr:
    """A fixed day, typed: a bare text would make DATEADD work on DATETIME."""
    return build.cast(build.text(text), kind)
