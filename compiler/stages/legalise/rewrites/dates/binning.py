"""Moments put into bins of one length from an origin: PostgreSQL's date_bin and DuckDB's time_bucket."""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.intervals import is_written, steps_of
from compiler.stages.legalise.rewrites.dates.truncating import day, in_microseconds, wall_clock
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import family_of

MICROSECONDS: Final[dict[str, int]] = {"DAY": 86_400_000_000, "SECOND": 1_000_000}
# DuckDB's origins: a Monday for lengths of days and less, the first of a year for months
MONDAY: Final = "2000-01-03"
NEW_YEAR: Final = "2000-01-01"


@of_expression(exp.DateBin, reads="unit zone")
def rewrite_date_bin(node: exp.DateBin, context: Context) -> exp.Expr:
    """The start of the bin in which a moment lies; a moment with an offset is binned by the instant.

    https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-BIN,
    https://duckdb.org/docs/stable/sql/functions/date#time_bucketbucket_width-date-origin

    Before: `date_bin('15 minutes', ts, timestamp '2001-01-01')`
    After:  `DATEADD(MICROSECOND, -(rest % 1000000), DATEADD(SECOND, -(rest / 1000000), ts))`, where `rest` is the remainder
            of the microseconds from the origin to `ts` by those of 15 minutes, brought to 0 and more
    """
    part, count = _length(node)
    if part == "MONTH":
        return _bin_months(node, count, context)
    moment = node.expression
    if family_of(moment) == "timestamptz":
        if part == "DAY" and not context.is_postgres:
            raise no_form(node, "bins of days of moments with an offset", "use AT TIME ZONE first")
    elif family_of(moment) == "date":
        moment = build.cast(moment, exp.DType.TIMESTAMP)
    else:
        moment = in_microseconds(wall_clock(moment, context))
    base = _origin(node, moment) or _monday(node, moment, context)
    return _of_its_type(_bin(moment, count * MICROSECONDS[part], base, context), node, context)


def _length(node: exp.DateBin) -> tuple[str, int]:
    steps = steps_of(node.this) if is_written(node.this) else steps_of(exp.Interval(this=node.this))
    parts = {part: count for part, count in steps.constants.items() if count}
    if steps.computed or len(parts) != 1 or min(parts.values()) < 0:
        raise no_form(node, "bins of a computed length or of several units")
    ((part, count),) = parts.items()
    if part not in {"MONTH", *MICROSECONDS}:
        raise no_form(node, "bins of anything but a fixed number of months, days, hours, minutes or seconds")
    return part, count


def _origin(node: exp.DateBin, moment: exp.Expr) -> exp.Expr | None:
    """The origin that the author gives; None without one."""
    origin: exp.Expr | None = node.args.get("zone") or node.args.get("unit")
    if origin is None:
        return None
    if isinstance(origin, exp.Var) and not origin.name[:1].isdigit():
        raise no_form(node, "bins from a column", "cast it to the moment's type")
    if isinstance(origin, exp.Var) and family_of(moment) != "timestamptz":
        origin = build.cast(
            build.text(origin.name), exp.DType.TIMESTAMP
        )  # the parser keeps a text without its type so
    wanted = {"timestamptz"} if family_of(moment) == "timestamptz" else {"timestamp", "date"}
    if family_of(origin) not in wanted:
        raise no_form(node, "bins from an origin of another type than the moment's", "cast it")
    return build.cast(origin, exp.DType.TIMESTAMP) if family_of(origin) == "date" else origin


def _monday(node: exp.DateBin, moment: exp.Expr, context: Context) -> exp.Expr:
    if context.is_postgres:
        raise no_form(node, "bins without an origin", "give the origin as a third argument")
    if family_of(moment) == "timestamptz":
        return build.cast(build.text(f"{MONDAY}T00:00:00+00:00"), exp.DType.TIMESTAMPTZ)
    return day(MONDAY, exp.DType.TIMESTAMP)


def _bin(moment: exp.Expr, microseconds: int, base: exp.Expr, context: Context) -> exp.Expr:
    from_base = build.call("DATEDIFF_BIG", build.part("MICROSECOND"), base.copy(), moment)
    size = build.cast(build.number(str(microseconds)), exp.DType.BIGINT)
    # floor division: the remainder is brought to 0..size-1 first
    rest = build.modulo(build.add(build.modulo(from_base, size), size.copy()), size.copy())
    seconds = build.minus(build.divide(rest, build.number(1_000_000)))
    by_seconds = build.call("DATEADD", build.part("SECOND"), seconds, context.copy(moment))
    micro = build.minus(build.modulo(rest.copy(), build.number(1_000_000)))
    made = build.call("DATEADD", build.part("MICROSECOND"), micro, by_seconds)
    return build.typed(made, moment.type or exp.DType.TIMESTAMP)


def _bin_months(node: exp.DateBin, count: int, context: Context) -> exp.Expr:
    """DuckDB's bins of months.

    Before: `time_bucket(INTERVAL 3 MONTH, d)`
    After:  `DATEADD(MONTH, n - (n % 3 + 3) % 3, CAST(N'2000-01-01' AS DATE))` with n = `DATEDIFF(MONTH, '2000-01-01', d)`
    """
    moment = node.expression
    if context.is_postgres or family_of(moment) == "timestamptz" or node.args.get("unit") is not None:
        raise no_form(node, "bins of months", "use date_trunc('month', ...), 'quarter' or 'year'")
    start = day(NEW_YEAR, exp.DType.TIMESTAMP)
    months = build.call("DATEDIFF", build.part("MONTH"), start.copy(), wall_clock(moment, context))
    size = build.number(count)
    rest = build.modulo(build.add(build.modulo(context.copy(months), size), size.copy()), size.copy())
    made = build.call("DATEADD", build.part("MONTH"), build.subtract(months, rest), start)
    return _of_its_type(build.typed(made, exp.DType.TIMESTAMP), node, context)


def _of_its_type(made: exp.Expr, node: exp.DateBin, context: Context) -> exp.Expr:
    """DuckDB gives a date for a date."""
    is_date = family_of(node.expression) == "date" and not context.is_postgres
    return build.cast(made, exp.DType.DATE) if is_date else made
