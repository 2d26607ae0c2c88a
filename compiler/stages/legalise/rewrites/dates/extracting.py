"""Parts of moments and of intervals."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.ages import is_age, part_of_age
from compiler.stages.legalise.rewrites.dates.intervals import big, microseconds
from compiler.stages.legalise.rewrites.dates.truncating import EPOCH, day, days_since_monday, wall_clock
from compiler.stages.legalise.rewrites.dates.units import unit_of
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of

PLAIN: Final[dict[str, str]] = {
    "YEAR": "YEAR", "QUARTER": "QUARTER", "MONTH": "MONTH", "DAY": "DAY", "DOY": "DAYOFYEAR", "WEEK": "ISO_WEEK",
    "HOUR": "HOUR", "MINUTE": "MINUTE",
}  # fmt: skip
OF_INTERVAL: Final[
    dict[str, tuple[int, int | None]]
] = {  # microseconds of one, and how many make the next larger part
    "DAY": (86_400_000_000, None),
    "HOUR": (3_600_000_000, 24),
    "MINUTE": (60_000_000, 60),
}
FUNCTIONS: Final[dict[type[exp.Expr], str]] = {
    exp.Year: "YEAR",
    exp.Quarter: "QUARTER",
    exp.Month: "MONTH",
    exp.Day: "DAY",
    exp.DayOfMonth: "DAY",
    exp.DayOfYear: "DOY",
    exp.DayOfWeek: "DOW",
    exp.DayOfWeekIso: "ISODOW",
    exp.Week: "WEEK",
    exp.WeekOfYear: "WEEK",
    exp.Hour: "HOUR",
    exp.Minute: "MINUTE",
    exp.Second: "SECOND",
}


@of_expression(exp.Extract)
def extract_part(node: exp.Extract, context: Context) -> exp.Expr:
    """A part of a moment by DATEPART or arithmetic that does not depend on DATEFIRST; of a difference, from its microseconds.

    Before: `extract(dow FROM d)`, `extract(epoch FROM ts)`
    After:  `(DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), d) + 1) % 7`,
            `CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), ts) AS DECIMAL(20, 0)) / 1000000`
    """
    unit = unit_of(node.this, node)
    if is_age(node.expression):
        return part_of_age(node.expression, unit, node, context)
    if family_of(node.expression) == "interval":
        return _of_interval(node.expression, unit, node, context)
    return part_of_moment(node.expression, unit, node, context)


@of_expression(*FUNCTIONS)
def rewrite_part_function(node: exp.Func, context: Context) -> exp.Expr:
    """DuckDB's functions of one part.

    Before: `year(d)`, `isodow(d)`
    After:  `DATEPART(YEAR, d)`, `DATEDIFF(DAY, CAST(N'0001-01-01' AS DATE), d) % 7 + 1`
    """
    moment = node.this.this if isinstance(node.this, exp.TsOrDsToDate) else node.this
    if family_of(moment) == "interval":
        return _of_interval(moment, FUNCTIONS[type(node)], node, context)
    return part_of_moment(moment, FUNCTIONS[type(node)], node, context)


@of_expression(exp.TimeToUnix)
def rewrite_epoch(node: exp.TimeToUnix, context: Context) -> exp.Expr:
    """DuckDB's epoch() is the part EPOCH, a float.

    Before: `epoch(ts)`
    After:  `CAST(DATEDIFF_BIG(MICROSECOND, CAST(N'1970-01-01' AS DATETIME2(6)), ts) AS FLOAT) / 1000000`
    """
    if family_of(node.this) == "interval":
        return _of_interval(node.this, "EPOCH", node, context)
    return part_of_moment(node.this, "EPOCH", node, context)


def part_of_moment(moment: exp.Expr, unit: str, node: exp.Expr, context: Context) -> exp.Expr:
    """One part of a date, a timestamp or a time of day."""
    if unit == "EPOCH":
        return _epoch(moment, node, context)
    clock = wall_clock(moment, context)
    if unit in PLAIN:
        return build.typed(build.call("DATEPART", build.part(PLAIN[unit]), clock), exp.DType.INT)
    if unit in {"DOW", "ISODOW"}:
        return _weekday(clock, unit)
    if unit in {"SECOND", "MILLISECOND", "MICROSECOND"}:
        return _seconds(clock, unit, context)
    if unit == "ISOYEAR":
        return iso_year(clock, context)
    if unit == "YEARWEEK":
        week = build.call("DATEPART", build.part("ISO_WEEK"), context.copy(clock))
        hundreds = build.multiply(iso_year(clock, context), build.number(100))
        return build.typed(build.add(hundreds, week), exp.DType.INT)
    if unit in {"DECADE", "CENTURY", "MILLENNIUM"}:
        return _years(clock, unit)
    raise no_form(node, f"the part {unit} of a moment")


def iso_year(moment: exp.Expr, context: Context) -> exp.Expr:
    """The year to which the ISO week belongs: that of the Thursday of the week."""
    week = build.call("DATEPART", build.part("ISO_WEEK"), context.copy(moment))
    thursday = build.call("DATEADD", build.part("DAY"), build.subtract(build.number(26), week), moment)
    return build.typed(build.call("DATEPART", build.part("YEAR"), thursday), exp.DType.INT)


def _weekday(moment: exp.Expr, unit: str) -> exp.Expr:
    days, seven, one = days_since_monday(moment), build.number(7), build.number(1)
    if unit == "DOW":
        return build.typed(build.modulo(build.add(days, one), seven), exp.DType.INT)
    return build.typed(build.add(build.modulo(days, seven), one), exp.DType.INT)


def _years(moment: exp.Expr, unit: str) -> exp.Expr:
    year = build.call("DATEPART", build.part("YEAR"), moment)
    if unit == "DECADE":
        return build.typed(build.divide(year, build.number(10)), exp.DType.INT)
    size = 100 if unit == "CENTURY" else 1000
    return build.typed(
        build.divide(build.add(year, build.number(size - 1)), build.number(size)), exp.DType.INT
    )


def _seconds(moment: exp.Expr, unit: str, context: Context) -> exp.Expr:
    """PostgreSQL's seconds carry the fraction; DuckDB's seconds do not, its milliseconds and microseconds count whole ones."""
    seconds = build.call("DATEPART", build.part("SECOND"), moment)
    if unit == "SECOND" and not context.is_postgres:
        return build.typed(seconds, exp.DType.INT)
    micro = build.call("DATEPART", build.part("MICROSECOND"), context.copy(moment))
    total = build.typed(build.add(build.multiply(seconds, build.number(1_000_000)), micro), exp.DType.INT)
    if unit == "MICROSECOND":
        return total
    size = {"SECOND": 1_000_000, "MILLISECOND": 1_000}[unit]
    if not context.is_postgres:
        return build.typed(build.divide(total, build.number(size)), exp.DType.INT)
    return build.cast(
        build.divide(build.cast(total, exp.DType.DECIMAL, 10, 0), build.number(size)),
        exp.DType.DECIMAL,
        11,
        6,
    )


def _epoch(moment: exp.Expr, node: exp.Expr, context: Context) -> exp.Expr:
    kind = family_of(moment)
    if kind == "timestamptz":
        base: exp.Expr = build.cast(build.text("1970-01-01T00:00:00+00:00"), exp.DType.TIMESTAMPTZ)
    else:
        moment = wall_clock(moment, context)
        base = day(EPOCH, exp.DType.TIMESTAMP)
    if kind == "time":
        raise no_form(node, "the epoch of a time of day")
    return _as_seconds(build.call("DATEDIFF_BIG", build.part("MICROSECOND"), base, moment), context)


def _as_seconds(micro: exp.Expr, context: Context) -> exp.Expr:
    million = build.number(1_000_000)
    if context.is_postgres:
        return build.typed(
            build.divide(build.cast(micro, exp.DType.DECIMAL, 20, 0), million), exp.DType.DECIMAL, 31, 11
        )
    return build.typed(build.divide(build.cast(micro, exp.DType.DOUBLE), million), exp.DType.DOUBLE)


def _of_interval(value: exp.Expr, unit: str, node: exp.Expr, context: Context) -> exp.Expr:
    """A part of a difference of timestamps, which the sources hold as days and time of day.

    Before: `extract(day FROM ts1 - ts2)`
    After:  `DATEDIFF_BIG(MICROSECOND, ts2, ts1) / CAST(86400000000 AS BIGINT)`
    """
    micro = microseconds(value)
    if unit == "EPOCH":
        return _as_seconds(micro, context)
    if unit == "SECOND" and context.is_postgres:
        rest = build.modulo(micro, big(60_000_000))
        return build.cast(
            build.divide(build.cast(rest, exp.DType.DECIMAL, 20, 0), build.number(1_000_000)),
            exp.DType.DECIMAL,
            11,
            6,
        )
    if unit == "SECOND":
        return build.typed(
            build.modulo(build.divide(micro, big(1_000_000)), build.number(60)), exp.DType.BIGINT
        )
    if unit not in OF_INTERVAL:
        raise no_form(
            node, f"the part {unit} of an interval", "extract the epoch, the day, the hour or the minute"
        )
    size, wrap = OF_INTERVAL[unit]
    count = build.divide(micro, big(size))
    return build.typed(count if wrap is None else build.modulo(count, build.number(wrap)), exp.DType.BIGINT)
