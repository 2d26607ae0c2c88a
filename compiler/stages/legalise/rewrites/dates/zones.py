"""AT TIME ZONE, with IANA names."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_expression
from compiler.tsql.zones import WINDOWS_ZONES
from compiler.types.families import family_of


@of_expression(exp.AtTimeZone, reads="zone")
def rewrite_at_time_zone(node: exp.AtTimeZone, context: Context) -> exp.Expr:
    """SQL Server knows Windows' names of zones. A moment without offset gains one; one with an offset becomes the wall clock there.

    Before: `ts AT TIME ZONE 'Europe/Berlin'`, `tz AT TIME ZONE 'Europe/Berlin'`
    After:  `ts AT TIME ZONE N'W. Europe Standard Time'`, `CAST(tz AT TIME ZONE N'W. Europe Standard Time' AS DATETIME2(6))`
    """
    zone, kind = node.args.get("zone"), family_of(node.this)
    if not isinstance(zone, exp.Literal):
        raise no_form(node, "a time zone that is no literal")
    windows = WINDOWS_ZONES.get(zone.name)
    if windows is None:
        raise no_form(zone, f"the time zone {zone.name!r}", "use an IANA name such as 'Asia/Bangkok'")
    moment = build.cast(node.this, exp.DType.TIMESTAMP) if kind == "date" else node.this
    made = build.typed(exp.AtTimeZone(this=moment, zone=build.text(windows)), exp.DType.TIMESTAMPTZ)
    if kind in {"timestamp", "date"}:
        return made
    if kind == "timestamptz":
        return build.cast(made, exp.DType.TIMESTAMP)
    raise no_form(node, f"a {kind} AT TIME ZONE")
