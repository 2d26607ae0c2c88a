"""Casts to dates, timestamps and times of day."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, differs, no_form, no_value
from compiler.stages.legalise.rewrites.dates.truncating import wall_clock
from compiler.stages.legalise.session import moment_at
from compiler.types.families import family_of

ISO_DATE: Final = (
    23  # styles of CONVERT, https://learn.microsoft.com/sql/t-sql/functions/cast-and-convert-transact-sql
)
ISO_TIMESTAMP: Final = 121
_MOMENT: Final = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?\s*"
)
_CLOCK: Final = re.compile(r"\s*(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?\s*")


def to_date(node: exp.Cast, context: Context) -> exp.Expr:
    """`ts::date`, `'2024-01-31'::date`, `s::date`."""
    value: exp.Expr = node.this
    if family_of(value) == "text":
        literal = _literal(value)
        if literal is not None:
            return build.cast(build.text(_date(literal, node)), exp.DType.DATE)
        return _read(node, ISO_DATE, exp.DType.DATE, context)
    made = wall_clock(value, context)
    return made if family_of(made) == "date" else build.cast(made, exp.DType.DATE)


def to_timestamp(node: exp.Cast, context: Context) -> exp.Expr:
    """`d::timestamp`, `'2024-01-31 10:00'::timestamp`, `s::timestamp`."""
    value: exp.Expr = node.this
    if family_of(value) == "text":
        literal = _literal(value)
        if literal is not None:
            return build.cast(build.text(_moment(literal, node)), exp.DType.TIMESTAMP)
        return _read(node, ISO_TIMESTAMP, exp.DType.TIMESTAMP, context)
    made = wall_clock(value, context)
    return made if family_of(made) == "timestamp" else build.cast(made, exp.DType.TIMESTAMP)


def to_timestamptz(node: exp.Cast, context: Context) -> exp.Expr:
    """What has an offset already, a clock of the session's zone, or a literal."""
    value: exp.Expr = node.this
    if family_of(value) == "timestamptz":
        return value
    if family_of(value) in {"date", "timestamp"}:
        return moment_at(value, context)
    literal = _literal(value)
    match = _MOMENT.fullmatch(literal) if literal is not None else None
    if match is None or match.group(8) is None:
        raise differs(
            node,
            "a timestamptz without an offset depends on the session's time zone",
            "x AT TIME ZONE 'Asia/Bangkok'",
        )
    return build.cast(
        build.text(_moment(literal or "", node) + _offset(match.group(8))), exp.DType.TIMESTAMPTZ
    )


def to_time(node: exp.Cast, context: Context) -> exp.Expr:
    """`ts::time`, `'10:00'::time`."""
    value: exp.Expr = node.this
    if family_of(value) == "text":
        literal = _literal(value)
        match = _CLOCK.fullmatch(literal) if literal is not None else None
        if match is None:
            raise no_form(node, "a text as a time of day")
        hours, minutes, seconds, fraction = match.groups()
        return build.cast(
            build.text(f"{int(hours):02}:{minutes}:{seconds or '00'}{fraction or ''}"), exp.DType.TIME
        )
    return build.cast(wall_clock(value, context), exp.DType.TIME)


def _literal(value: exp.Expr) -> str | None:
    return value.name if isinstance(value, exp.Literal) and value.is_string else None


def _date(text: str, node: exp.Expr) -> str:
    return _moment(text, node)[:10]


def _moment(text: str, node: exp.Expr) -> str:
    """The ISO form with T, which no DATEFORMAT changes; PostgreSQL ignores an offset in a timestamp without one."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise no_value(node, f"the moment {text!r}", "write it as YYYY-MM-DD or YYYY-MM-DD HH:MM:SS")
    year, month, day, hour, minute, second, fraction, _ = match.groups()
    date = f"{year}-{int(month):02}-{int(day):02}"
    return f"{date}T{int(hour or 0):02}:{minute or '00'}:{second or '00'}{(fraction or '')[:7]}"


def _offset(text: str) -> str:
    if text == "Z":
        return "+00:00"
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}"


def _read(node: exp.Cast, style: int, kind: exp.DType, context: Context) -> exp.Expr:
    """A text column in ISO form; a blank text is 1900-01-01 in T-SQL, an error in the sources."""
    name = "TRY_CONVERT" if isinstance(node, exp.TryCast) else "CONVERT"
    blank = build.typed(exp.EQ(this=node.this, expression=build.text("")), exp.DType.BOOLEAN)
    otherwise: exp.Expr = exp.Null() if isinstance(node, exp.TryCast) else build.text("?")
    text = build.when((blank, otherwise), default=context.copy(node.this))
    return build.typed(build.call(name, build.data_type(kind), text, style), kind)
