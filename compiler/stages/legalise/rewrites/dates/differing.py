"""Functions that count units between two moments."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.truncating import wall_clock
from compiler.stages.legalise.rewrites.dates.units import unit_of
from compiler.stages.legalise.rewrites.numbers.digits import digits, is_whole_decimal
from compiler.stages.legalise.rewriting import of_expression, of_query
from compiler.types.families import family_of

YEARS: Final[dict[str, int]] = {"DECADE": 10, "CENTURY": 100, "MILLENNIUM": 1000}
MICROSECONDS: Final[dict[str, int]] = {
    "WEEK": 604_800_000_000, "DAY": 86_400_000_000, "HOUR": 3_600_000_000, "MINUTE": 60_000_000, "SECOND": 1_000_000,
    "MILLISECOND": 1_000, "MICROSECOND": 1,
}  # fmt: skip
PARTS: Final = frozenset({"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND"})


MICROSECOND_DIGITS, EXACT_DIGITS = 6, 27
"""Digits behind the point of a moment's seconds, and of a decimal that times an int is still exact; what no bigint holds is an error."""


@of_expression(exp.DateDiff, exp.TimestampDiff, reads="unit")
def rewrite_date_difference(node: exp.DateDiff, context: Context) -> exp.Expr:
    """DuckDB's date_diff counts boundaries, as DATEDIFF does; its weeks are whole weeks between the days.

    Before: `date_diff('month', d, ts)`, `date_diff('week', d, ts)`
    After:  `DATEDIFF_BIG(MONTH, d, ts)`, `DATEDIFF(DAY, d, ts) / 7`
    """
    later, earlier = wall_clock(node.this, context), wall_clock(node.expression, context)
    unit = unit_of(node.args.get("unit"), node)
    if unit == "WEEK":
        days = build.call("DATEDIFF", build.part("DAY"), earlier, later)
        return build.typed(build.divide(days, build.number(7)), exp.DType.BIGINT)
    if unit in YEARS:
        years = [_whole_years(moment, YEARS[unit]) for moment in (later, earlier)]
        return build.typed(build.subtract(*years), exp.DType.BIGINT)
    if unit == "QUARTER":
        quarters = [_quarters(moment, context) for moment in (later, earlier)]
        return build.typed(build.subtract(*quarters), exp.DType.BIGINT)
    if unit not in PARTS:
        raise no_form(node, f"a difference in {unit}")
    return build.typed(build.call("DATEDIFF_BIG", build.part(unit), earlier, later), exp.DType.BIGINT)


def _whole_years(moment: exp.Expr, size: int) -> exp.Expr:
    return build.divide(build.call("DATEPART", build.part("YEAR"), moment), build.number(size))


def _quarters(moment: exp.Expr, context: Context) -> exp.Expr:
    """Quarters since the year 0: engines that speak T-SQL do not agree on what DATEDIFF counts as one."""
    years = build.call("DATEPART", build.part("YEAR"), moment)
    own = build.call("DATEPART", build.part("QUARTER"), context.copy(moment))
    return build.add(build.multiply(years, build.number(4)), own)


def whole_units(unit: str, earlier: exp.Expr, later: exp.Expr, node: exp.Expr, context: Context) -> exp.Expr:
    """DuckDB's date_sub: whole units between two moments, months by the day of the month and its last day.

    Before: `date_sub('month', a, b)`
    After:  `CASE WHEN b >= a THEN DATEDIFF(MONTH, a, b) - CASE WHEN DATEADD(MONTH, DATEDIFF(MONTH, a, b), a) > b THEN 1 ELSE 0 END ELSE ... END`
    """
    if unit in MICROSECONDS:
        difference = build.call("DATEDIFF_BIG", build.part("MICROSECOND"), earlier, later)
        size = build.cast(build.number(str(MICROSECONDS[unit])), exp.DType.BIGINT)
        return build.typed(build.divide(difference, size), exp.DType.BIGINT)
    months = {"MONTH": 1, "QUARTER": 3, "YEAR": 12, "DECADE": 120}.get(unit)
    if months is None:
        raise no_form(node, f"whole units of {unit}")
    copy = context.copy
    forward = build.typed(exp.GTE(this=copy(later), expression=copy(earlier)), exp.DType.BOOLEAN)
    backward = build.minus(_whole_months(later, earlier, context))
    total = build.when((forward, _whole_months(earlier, later, context)), default=backward)
    return build.typed(total if months == 1 else build.divide(total, build.number(months)), exp.DType.BIGINT)


def _whole_months(earlier: exp.Expr, later: exp.Expr, context: Context) -> exp.Expr:
    copy = context.copy
    count = build.call("DATEDIFF", build.part("MONTH"), copy(earlier), copy(later))
    reached = build.call("DATEADD", build.part("MONTH"), copy(count), copy(earlier))
    beyond = build.typed(exp.GT(this=reached, expression=copy(later)), exp.DType.BOOLEAN)
    return build.subtract(count, build.when((beyond, build.number(1)), default=build.number(0)))


@of_expression(exp.LastDay, reads="unit")
def rewrite_last_day(node: exp.LastDay, context: Context) -> exp.Expr:
    """The last day of the month.

    Before: `last_day(d)`
    After:  `EOMONTH(d)`
    """
    if node.args.get("unit") is not None:
        raise no_form(node, "last_day of a unit")
    return build.typed(build.call("EOMONTH", wall_clock(node.this, context)), exp.DType.DATE)


@of_expression(exp.DateFromParts, reads="year month day")
def rewrite_make_date(node: exp.DateFromParts, context: Context) -> exp.Expr:
    """A date of its parts.

    Before: `make_date(2024, 1, a)`
    After:  `DATEFROMPARTS(2024, 1, a)`
    """
    parts = [node.args.get(name) for name in ("year", "month", "day")]
    if any(value is None for value in parts):
        raise no_form(node, "make_date of less than three parts")
    return build.typed(
        build.call("DATEFROMPARTS", *(value for value in parts if value is not None)), exp.DType.DATE
    )


@of_expression(exp.TimestampFromParts, reads="year month day hour min sec zone")
def rewrite_make_timestamp(node: exp.TimestampFromParts, context: Context) -> exp.Expr:
    """A timestamp of its parts; seconds may have a fraction.

    Before: `make_timestamp(2024, 1, 1, 0, 0, 1.5)`
    After:  `DATEADD(MICROSECOND, CAST(ROUND(1.5 * 1000000, 0) AS INT), DATETIME2FROMPARTS(2024, 1, 1, 0, 0, 0, 0, 6))`
    """
    names = ("year", "month", "day", "hour", "min", "sec")
    parts = [node.args.get(name) for name in names]
    if any(value is None for value in parts) or node.args.get("zone") is not None:
        raise no_form(node, "make_timestamp of other than six parts")
    known = [value for value in parts if value is not None]
    made = build.call("DATETIME2FROMPARTS", *known[:5], build.number(0), build.number(0), build.number(6))
    counted = build.multiply(known[5], build.number(1_000_000))
    whole = counted if family_of(known[5]) == "integer" else build.call("ROUND", counted, 0)
    micro = build.cast(whole, exp.DType.INT)
    return build.typed(build.call("DATEADD", build.part("MICROSECOND"), micro, made), exp.DType.TIMESTAMP)


def _milliseconds(moment: exp.Expr) -> exp.Expr:
    """Milliseconds since 1970, halves rounded away from zero as DuckDB does, where DATEDIFF counts those that are full.

    Before: `epoch_ms(ts)`
    After:  `CAST(ROUND(CAST(DATEDIFF_BIG(MICROSECOND, '1970-01-01', ts) AS DECIMAL(19)) / 1000, 0) AS BIGINT)`
    """
    start = build.cast(build.text("1970-01-01"), exp.DType.TIMESTAMP)
    if family_of(moment) == "date":
        return build.typed(
            build.call("DATEDIFF_BIG", build.part("MILLISECOND"), start, moment), exp.DType.BIGINT
        )
    exact = build.cast(
        build.call("DATEDIFF_BIG", build.part("MICROSECOND"), start, moment), exp.DType.DECIMAL, 19
    )
    rounded = build.call("ROUND", build.divide(exact, build.number(1000)), 0)
    return build.cast(rounded, exp.DType.BIGINT)


@of_query(exp.UnixToTime)
def return_epoch(node: exp.UnixToTime, context: Context) -> bool:
    """A moment of the seconds of a moment is that moment; the seconds of a clock are those of the clock in UTC.

    https://www.postgresql.org/docs/current/functions-datetime.html: extract(epoch) keeps microseconds, to_timestamp rounds to them.

    Before: `to_timestamp(extract(epoch FROM ts))`
    After:  `ts AT TIME ZONE 'UTC'`
    """
    seconds = node.this.unnest()
    is_epoch = isinstance(seconds, exp.Extract) and seconds.name.upper() == "EPOCH"
    if not is_epoch or not context.is_postgres or node.args.get("scale") is not None:
        return False
    moment = seconds.expression.unnest()
    kind = family_of(moment)
    if kind == "date":
        moment = build.take_nullability(build.cast(moment.copy(), exp.DType.TIMESTAMP), moment)
    if kind in {"date", "timestamp"}:
        utc = exp.AtTimeZone(this=moment.copy(), zone=exp.Literal.string("UTC"))
        node.replace(build.take_nullability(build.typed(utc, exp.DType.TIMESTAMPTZ), moment))
    elif kind == "timestamptz":
        node.replace(moment.copy())
    return kind in {"date", "timestamp", "timestamptz"}


@of_expression(exp.UnixToTime, reads="scale")
def rewrite_from_epoch(node: exp.UnixToTime, context: Context) -> exp.Expr:
    """A moment of the seconds since 1970, with offset zero; DATEADD takes an int, so whole days go first.

    Before: `to_timestamp(a)`, `to_timestamp(floor(extract(epoch FROM ts) / 600) * 600)`
    After:  `DATEADD(SECOND, a % 86400, DATEADD(DAY, a / 86400, CAST(N'1970-01-01T00:00:00+00:00' AS DATETIMEOFFSET(7))))`,
            the same of `CAST(FLOOR(...) * 600 AS BIGINT)`
    """
    scale = node.args.get("scale")
    if family_of(node.this) in {"date", "timestamp"} and scale is not None and scale.name == "3":
        return _milliseconds(node.this)  # DuckDB's epoch_ms works both ways
    if is_whole_decimal(node.this):
        node.set("this", build.cast(node.this, exp.DType.BIGINT))
    elif scale is None and context.is_postgres and _has_microseconds(node.this):
        return _from_microseconds(node.this, context)
    if family_of(node.this) != "integer" or (scale is not None and scale.name not in {"0", "3"}):
        raise no_form(
            node,
            "a moment of what is no whole number of seconds",
            "cast it to bigint, in PostgreSQL's dialect to numeric(16, 6)",
        )
    zoned = scale is None or scale.name == "0"
    start = (
        build.cast(build.text("1970-01-01T00:00:00+00:00"), exp.DType.TIMESTAMPTZ)
        if zoned
        else build.cast(build.text("1970-01-01"), exp.DType.TIMESTAMP)
    )
    size, part = (86_400, "SECOND") if zoned else (86_400_000, "MILLISECOND")
    days = build.call("DATEADD", build.part("DAY"), build.divide(node.this, build.number(size)), start)
    rest = build.modulo(context.copy(node.this), build.number(size))
    return build.typed(
        build.call("DATEADD", build.part(part), rest, days),
        exp.DType.TIMESTAMPTZ if zoned else exp.DType.TIMESTAMP,
    )


def _has_microseconds(seconds: exp.Expr) -> bool:
    """Whether a number is a decimal of six digits behind the point at most, of which a million times is computed exactly."""
    known = digits(seconds) if family_of(seconds) == "decimal" else None
    return known is not None and known[1] <= MICROSECOND_DIGITS and known[0] <= EXACT_DIGITS


def _from_microseconds(seconds: exp.Expr, context: Context) -> exp.Expr:
    """A moment of seconds with a fraction: whole days, seconds and microseconds, each of which an int holds.

    Before: `to_timestamp(1700000000.5)`
    After:  `DATEADD(MICROSECOND, u % 1000000, DATEADD(SECOND, u / 1000000 % 86400, DATEADD(DAY, u / 86400000000, <1970>)))`,
            u being `CAST(1700000000.5 * 1000000 AS BIGINT)`
    """
    whole = build.cast(build.multiply(seconds, build.number(1_000_000)), exp.DType.BIGINT)
    per_day = build.cast(build.number(86_400_000_000), exp.DType.BIGINT)
    moment: exp.Expr = build.cast(build.text("1970-01-01T00:00:00+00:00"), exp.DType.TIMESTAMPTZ)
    clock = build.modulo(build.divide(context.copy(whole), build.number(1_000_000)), build.number(86_400))
    fraction = build.modulo(context.copy(whole), build.number(1_000_000))
    moment = build.call("DATEADD", build.part("DAY"), build.divide(whole, per_day), moment)
    moment = build.call("DATEADD", build.part("SECOND"), clock, moment)
    return build.typed(
        build.call("DATEADD", build.part("MICROSECOND"), fraction, moment), exp.DType.TIMESTAMPTZ
    )
