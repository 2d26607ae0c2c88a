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
    """What a clock in the session's zone shows at a moment with an offset.

    Before: `tz` (of type timestamptz)
    After:  `CAST(SWITCHOFFSET(tz, N'+07:00') AS DATETIME2(6))`
    """
    if is_of_now(moment):
        return build.take_nullability(build.cast(moment, CLOCK), moment)
    if isinstance(moment, exp.Anonymous) and moment.this == "TODATETIMEOFFSET":
        clock: exp.Expr = moment.expressions[0]  # made by moment_at of this very zone
        return clock
    offset = fixed_offset(context.timezone)
    if offset is not None:
        shifted: exp.Expr = build.typed(build.call("SWITCHOFFSET", moment, offset), MOMENT)
    else:
        shifted = build.typed(exp.AtTimeZone(this=moment, zone=_windows_name(moment, context)), MOMENT)
    return build.take_nullability(build.cast(shifted, CLOCK), moment)


def moment_at(clock: exp.Expr, context: Context) -> exp.Expr:
    """The moment at which a clock in the session's zone shows this.

    Before: `ts` (of type timestamp or date)
    After:  `TODATETIMEOFFSET(ts, N'+07:00')`
    """
    plain = build.cast(clock, CLOCK) if family_of(clock) == "date" else clock
    offset = fixed_offset(context.timezone)
    if offset is not None:
        made: exp.Expr = build.call("TODATETIMEOFFSET", plain, offset)
    else:
        made = exp.AtTimeZone(this=plain, zone=_windows_name(clock, context))
    return build.take_nullability(build.typed(made, MOMENT), clock)


def _windows_name(node: exp.Expr, context: Context) -> exp.Literal:
    windows = WINDOWS_ZONES.get(context.timezone)
    if windows is None:
        raise differs(
            node,
            f"the result depends on the session's time zone {context.timezone}, which SQL Server does not know",
            "name a zone: x AT TIME ZONE 'Asia/Bangkok'",
        )
    return build.text(windows)
