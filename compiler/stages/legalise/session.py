"""Moments with an offset, and the wall clock of the session's time zone.

A zone whose offset never changes takes SWITCHOFFSET and TODATETIMEOFFSET, which stand wherever an expression does; any
other takes AT TIME ZONE with Windows' name of it.
https://learn.microsoft.com/sql/t-sql/functions/switchoffset-transact-sql
"""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs
from compiler.tsql.zones import WINDOWS_ZONES
from compiler.types.families import family_of
from compiler.types.session_zone import fixed_offset

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
    return moment_in(context.timezone, clock)


def clock_in(zone: str, moment: exp.Expr) -> exp.Expr:
    """What a clock in a zone, by its IANA name, shows at a moment with an offset.

    Before: `tz AT TIME ZONE 'Asia/Bangkok'` (tz of type timestamptz)
    After:  `CAST(SWITCHOFFSET(tz, 420) AS DATETIME2(6))`
    """
    offset = fixed_offset(zone)
    if offset is None:
        shifted: exp.Expr = exp.AtTimeZone(this=moment, zone=_windows_name(moment, zone))
    elif _has_offset(moment, offset):
        clock: exp.Expr = moment.expressions[0]
        return clock
    else:
        shifted = build.call("SWITCHOFFSET", moment, offset)
    return build.take_nullability(build.cast(build.typed(shifted, MOMENT), CLOCK), moment)


def moment_in(zone: str, clock: exp.Expr) -> exp.Expr:
    """The moment at which a clock in a zone, by its IANA name, shows this.

    Before: `ts AT TIME ZONE 'Asia/Bangkok'` (ts of type timestamp or date)
    After:  `TODATETIMEOFFSET(ts, 420)`
    """
    plain = build.cast(clock, CLOCK) if family_of(clock) == "date" else clock
    offset = fixed_offset(zone)
    if offset is not None:
        made: exp.Expr = build.call("TODATETIMEOFFSET", plain, offset)
    else:
        made = exp.AtTimeZone(this=plain, zone=_windows_name(clock, zone))
    return build.take_nullability(build.typed(made, MOMENT), clock)


def _has_offset(moment: exp.Expr, offset: int) -> bool:
    """Whether `moment_in` has just given this offset to a clock, which is then the clock that is asked for."""
    return (
        isinstance(moment, exp.Anonymous)
        and moment.this == "TODATETIMEOFFSET"
        and moment.expressions[1] == build.number(offset)
    )


def _windows_name(node: exp.Expr, zone: str) -> exp.Literal:
    windows = WINDOWS_ZONES.get(zone)
    if windows is None:
        message = f"SQL Server knows no time zone that is {zone!r}"
        raise differs(node, message, "use a zone such as 'Asia/Bangkok'")
    return build.text(windows)
