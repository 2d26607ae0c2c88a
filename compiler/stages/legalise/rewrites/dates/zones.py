"""AT TIME ZONE, with IANA names."""

from __future__ import annotations

from sqlglot import exp

from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewriting import of_expression
from compiler.stages.legalise.session import clock_in, moment_at, moment_in
from compiler.tsql.zones import iana_name
from compiler.types.families import family_of


@of_expression(exp.AtTimeZone, reads="zone")
def rewrite_at_time_zone(node: exp.AtTimeZone, context: Context) -> exp.Expr:
    """A moment without offset gains one; one with an offset becomes the wall clock there. SQL Server knows Windows' names.

    Before: `ts AT TIME ZONE 'Europe/Berlin'`, `tz AT TIME ZONE 'Asia/Bangkok'`
    After:  `ts AT TIME ZONE N'W. Europe Standard Time'`, `CAST(SWITCHOFFSET(tz, 420) AS DATETIME2(6))`
    """
    zone, kind = node.args.get("zone"), family_of(node.this)
    if not isinstance(zone, exp.Literal):
        raise no_form(node, "a time zone that is no literal")
    name = iana_name(zone.name)
    if name is None:
        raise no_form(zone, f"the time zone {zone.name!r}", "use an IANA name such as 'Asia/Bangkok'")
    if kind == "date" and context.is_postgres:
        return clock_in(name, moment_at(node.this, context))
    if kind in {"timestamp", "date"}:
        return moment_in(name, node.this, context)
    if kind == "timestamptz":
        return clock_in(name, node.this)
    raise no_form(node, f"a {kind} AT TIME ZONE")
