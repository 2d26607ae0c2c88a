"""Moments with an offset, and the wall clock of the session's time zone.

A zone whose offset never changes takes SWITCHOFFSET and TODATETIMEOFFSET, which stand wherever an expression does; any
other takes AT TIME ZONE with Windows' name of it.
https://learn.microsoft.com/sql/t-sql/functions/switchoffset-transact-sql
"""

from __future__ import annotations

from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs
from compiler.tsql.zones import WINDOWS_ZONES
from compiler.types.families import family_of
from compiler.types.session_zone import clock_changes, fixed_offset

WHOLE_DAYS: Final = frozenset({"YEAR", "QUARTER", "MONTH", "ISO_WEEK", "WEEK", "DAY"})
CLOCK = exp.DType.TIMESTAMP
MOMENT = exp.DType.TIMESTAMPTZ


def is_of_now(moment: exp.Expr) -> bool:
    """Whether a moment is the parameter `now`, or that moved: then its offset is the session's own."""
    at: exp.Expr = moment
    while isinstance(at, exp.Anonymous) and at.this == "DATEADD":
        at = at.expressions[-1]
    return isinstance(at, exp.Parameter) and at.name == "now"


def clock_of(moment: exp.Expr, context: Context) -> exp.Expr:
    """What a clock in the session's zone shows at a moment with an offset."""
    if is_of_now(moment):
        return build.take_nullability(build.cast(moment, CLOCK), moment)
    return clock_in(context.timezone, moment)


def moment_at(clock: exp.Expr, context: Context) -> exp.Expr:
    """The moment at which a clock in the session's zone shows this."""
    return moment_in(context.timezone, clock, context)


def keeps_clock(moment: exp.Expr, context: Context) -> bool:
    """Whether DATEADD of days or months on this moment moves the clock of the session's zone.

    It moves the clock of the value's own offset, which a stored value may have from anywhere.
    """
    offset = fixed_offset(context.timezone)
    return offset is not None and (is_of_now(moment) or _clock_of(moment, offset) is not None)


def clock_in(zone: str, moment: exp.Expr) -> exp.Expr:
    """What a clock in a zone, by its IANA name, shows at a moment with an offset.

    Before: `tz AT TIME ZONE 'Asia/Bangkok'` (tz of type timestamptz)
    After:  `CAST(SWITCHOFFSET(tz, 420) AS DATETIME2(6))`
    """
    offset = fixed_offset(zone)
    if (
        clock := _clock_of_midnight(moment, zone) if offset is None else _clock_of(moment, offset)
    ) is not None:
        return clock
    if offset is None:
        shifted: exp.Expr = exp.AtTimeZone(this=moment, zone=_windows_name(moment, zone))
    else:
        shifted = build.call("SWITCHOFFSET", moment, offset)
    return build.take_nullability(build.cast(build.typed(shifted, MOMENT), CLOCK), moment)


def moment_in(zone: str, clock: exp.Expr, context: Context) -> exp.Expr:
    """The moment at which a clock in a zone, by its IANA name, shows this; the second one where it shows it twice.

    Before: `ts AT TIME ZONE 'Asia/Bangkok'` (ts of type timestamp or date)
    After:  `TODATETIMEOFFSET(ts, 420)`
    """
    plain = build.cast(clock, CLOCK) if family_of(clock) == "date" else clock
    offset = fixed_offset(zone)
    if offset is not None:
        made: exp.Expr = build.call("TODATETIMEOFFSET", plain, offset)
    else:
        made = _of_two(zone, plain, context)
    return build.take_nullability(build.typed(made, MOMENT), clock)


def _of_two(zone: str, clock: exp.Expr, context: Context) -> exp.Expr:
    """Of a clock time that is shown twice, AT TIME ZONE takes the first moment, PostgreSQL and DuckDB the second.

    The second is the one that an hour later on the clock leads to, where clocks are put back by an hour; at all other
    times that moment is the same, or earlier where clocks are put forward.
    https://learn.microsoft.com/sql/t-sql/queries/at-time-zone-transact-sql#remarks
    https://www.postgresql.org/docs/current/datetime-invalid-input.html

    Before: `ts AT TIME ZONE 'Europe/Berlin'`
    After:  `CASE WHEN b > a THEN b ELSE a END` with a = `ts AT TIME ZONE N'W. Europe Standard Time'`
            and b = `DATEADD(MINUTE, -60, DATEADD(MINUTE, 60, ts) AT TIME ZONE N'W. Europe Standard Time')`
    """
    name, changes = _windows_name(clock, zone), clock_changes(zone)
    first = build.typed(exp.AtTimeZone(this=clock, zone=name), MOMENT)
    if is_midnight(clock) and not changes.midnights:
        return first
    if changes.minutes_back is None:
        message = f"clocks in {zone!r} have been put back by different lengths, and which moment is meant cannot be told"
        raise differs(clock, message, "use a column of type datetimeoffset, or a zone such as 'Asia/Bangkok'")
    ahead = _by_minutes(changes.minutes_back, context.copy(clock))
    second = _by_minutes(
        -changes.minutes_back, build.typed(exp.AtTimeZone(this=ahead, zone=name.copy()), MOMENT)
    )
    later = build.typed(exp.GT(this=second, expression=first), exp.DType.BOOLEAN)
    return build.when((later, context.copy(second)), default=context.copy(first))


def _by_minutes(count: int, moment: exp.Expr) -> exp.Expr:
    amount = build.number(count) if count > 0 else build.minus(build.number(-count))
    return build.take_facts(build.call("DATEADD", build.part("MINUTE"), amount, moment), moment)


def is_midnight(clock: exp.Expr) -> bool:
    """Whether a clock time is a midnight by the way it is made: of a date, or moved by whole days or more from one."""
    if family_of(clock) == "date":
        return True
    if isinstance(clock, exp.Cast):
        inner = clock.this
        is_date = isinstance(inner, exp.Literal) and len(inner.name) == len("1970-01-01")
        return is_date or family_of(inner) == "date"
    if isinstance(clock, exp.Anonymous) and clock.this in {"DATEADD", "DATETRUNC"}:
        by_days = clock.expressions[0].name in WHOLE_DAYS
        return by_days and (clock.this == "DATETRUNC" or is_midnight(clock.expressions[-1]))
    return False


def _clock_of(moment: exp.Expr, offset: int) -> exp.Expr | None:
    """The clock to which `moment_in` has just given this offset."""
    if not isinstance(moment, exp.Anonymous) or moment.this != "TODATETIMEOFFSET":
        return None
    clock, given = moment.expressions
    return clock if given == build.number(offset) else None


def _clock_of_midnight(moment: exp.Expr, zone: str) -> exp.Expr | None:
    """The midnight that `moment_in` has just put into this zone, where no midnight is ever skipped."""
    if not isinstance(moment, exp.AtTimeZone) or clock_changes(zone).midnights:
        return None
    clock: exp.Expr = moment.this
    return clock if is_midnight(clock) and moment.args["zone"] == _windows_name(moment, zone) else None


def _windows_name(node: exp.Expr, zone: str) -> exp.Literal:
    windows = WINDOWS_ZONES.get(zone)
    if windows is None:
        message = f"SQL Server knows no time zone that is {zone!r}"
        raise differs(node, message, "use a zone such as 'Asia/Bangkok'")
    return build.text(windows)
