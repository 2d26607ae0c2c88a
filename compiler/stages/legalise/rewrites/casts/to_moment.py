"""Casts to dates, timestamps and times of day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
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
            return _said(node, _date, literal, exp.DType.DATE)
        return _read(node, ISO_DATE, exp.DType.DATE, context)
    made = wall_clock(value, context)
    return made if family_of(made) == "date" else build.cast(made, exp.DType.DATE)


def to_timestamp(node: exp.Cast, context: Context) -> exp.Expr:
    """`d::timestamp`, `'2024-01-31 10:00'::timestamp`, `s::timestamp`."""
    value: exp.Expr = node.this
    if family_of(value) == "text":
        literal = _literal(value)
        if literal is not None:
            return _said(node, _moment, literal, exp.DType.TIMESTAMP)
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


def _said(node: exp.Cast, iso: Callable[[str, exp.Expr], str], literal: str, kind: exp.DType) -> exp.Expr:
    """A literal in ISO form; TRY_CAST makes NULL of one that says no moment."""
    if isinstance(node, exp.TryCast) and not _is_moment(literal, node):
        return build.cast(exp.Null(), kind)
    return build.cast(build.text(iso(literal, node)), kind)


def _is_moment(literal: str, node: exp.Expr) -> bool:
    if _MOMENT.fullmatch(literal) is None:
        return False
    try:
        datetime.fromisoformat(_moment(literal, node))
    except ValueError:
        return False
    return True


def _read(node: exp.Cast, style: int, kind: exp.DType, context: Context) -> exp.Expr:
    """A text column in ISO form; a blank text is 1900-01-01 in T-SQL, an error in the sources."""
    if isinstance(node, exp.TryCast):
        return _tried(node, style, kind, context)
    blank = build.typed(exp.EQ(this=node.this, expression=build.text("")), exp.DType.BOOLEAN)
    text = build.when((blank, build.text("?")), default=context.copy(node.this))
    return build.typed(build.call("CONVERT", build.data_type(kind), text, style), kind)


def _tried(node: exp.Cast, style: int, kind: exp.DType, context: Context) -> exp.Expr:
    """Only what begins with the year is a moment to DuckDB, its parts divided by `-` or by `/`; T-SQL reads other orders too.

    Before: `TRY_CAST(s AS DATE)`
    After:  `CASE WHEN REPLACE(s, N'/', N'-') LIKE N'[0-9][0-9][0-9][0-9]-[0-9]%-[0-9]%' AND ... THEN TRY_CONVERT(DATE, ..., 23) END`
    """
    text = build.call("LTRIM", node.this)
    if kind is exp.DType.DATE:
        text = build.call("RTRIM", text)
    build.typed(text, exp.DType.TEXT)
    dashed = build.typed(build.call("REPLACE", text, "/", "-"), exp.DType.TEXT)
    conditions = [
        _like(context.copy(dashed), "[0-9][0-9][0-9][0-9]-[0-9]%-[0-9]%"),
        *(build.negated(_like(context.copy(text), odd)) for odd in ("%[^-/0-9 T:.]%", "%-%/%", "%/%-%")),
    ]
    tried = build.call("TRY_CONVERT", build.data_type(kind), dashed, style)
    return build.typed(build.when((build.both(conditions), tried)), kind)


def _like(text: exp.Expr, pattern: str) -> exp.Expr:
    made = exp.Like(this=build.binary_text(text), expression=build.text(pattern))
    return build.typed(made, exp.DType.BOOLEAN)
