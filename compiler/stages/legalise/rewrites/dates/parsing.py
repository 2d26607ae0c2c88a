"""Texts read as moments by a pattern: to_date, to_timestamp, strptime and try_strptime."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.formatting import as_written
from compiler.stages.legalise.rewrites.dates.pieces import MONTHS
from compiler.stages.legalise.rewrites.text.measuring import require_text
from compiler.stages.legalise.rewriting import of_expression
from compiler.stages.legalise.session import moment_at

MONTH_NAMES: Final = "".join(f" {name[:3].lower()}" for name in MONTHS)
WORDS: Final = {
    "YYYY": "year", "MM": "month", "DD": "day", "HH24": "hour", "MI": "minute", "SS": "second",
    "Mon": "name", "MON": "name", "mon": "name",
}  # fmt: skip
CODES: Final = {
    "%Y": "year", "%m": "month", "%d": "day", "%H": "hour", "%M": "minute", "%S": "second", "%b": "name",
}  # fmt: skip
WIDTHS: Final = {"year": 4, "name": 3}
DEFAULTS: Final = {"month": "01", "day": "01", "hour": "00", "minute": "00", "second": "00"}
_WORD: Final = re.compile(r"YYYY|yyyy|MM|mm|DD|dd|HH24|hh24|MI|mi|SS|ss|Mon|MON|mon|[^A-Za-z0-9\"\\]")
_CODE: Final = re.compile(r"%[YmdHMSb]|[^A-Za-z0-9%]")
_ALONE: Final = re.compile(r"(?<!%[A-Za-z])(%[mdH])(?!%)")
HELP: Final = "use YYYY, MM, DD, HH24, MI and SS with signs between, such as DD/MM/YYYY"


@dataclass(frozen=True)
class Layout:
    """Where the fields of a pattern stand in a text, from 1, and the LIKE pattern of such texts.

    `widths`: of the fields whose number is written with one digit. `skeleton`: the LIKE pattern of all texts with its signs.
    """

    places: dict[str, int]
    like: str
    width: int
    signs: frozenset[str]
    widths: Mapping[str, int]
    skeleton: str


@of_expression(exp.StrToTime, exp.StrToDate, reads="format")
def parse_moment(node: exp.StrToTime | exp.StrToDate, context: Context) -> exp.Expr:
    """A text of the pattern's own form is put into the ISO form; another one is an error, also where the sources are lenient.

    Before: `to_date(s, 'DD/MM/YYYY')`
    After:  `CONVERT(DATE, CASE WHEN LEFT(s, 10) LIKE N'[0-9][0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]'
            THEN SUBSTRING(s, 7, 4) + N'-' + SUBSTRING(s, 4, 2) + N'-' + SUBSTRING(s, 1, 2) ELSE N'?' + s END, 23)`
    """
    layouts = _layouts(node, context)
    text = require_text(node.this)
    made = _converted(text, layouts, isinstance(node, exp.StrToDate), context)
    return moment_at(made, context) if context.is_postgres and isinstance(node, exp.StrToTime) else made


def try_parse(node: exp.Anonymous, context: Context) -> exp.Expr:
    """DuckDB's try_strptime: NULL for a text that the pattern cannot mean, an error for one that is only written otherwise."""
    text, pattern = node.expressions
    if not isinstance(pattern, exp.Literal):
        raise no_form(node, "a date read by a computed pattern, or by several", HELP)
    layouts = _of_numbers(pattern.name, node)
    subject, kind = _trimmed(require_text(text)), build.data_type(exp.DType.TIMESTAMP)
    read = [
        (
            _fits(subject, layout, context),
            build.call("TRY_CONVERT", kind.copy(), _iso(subject, layout, False, context), 121),
        )
        for layout in layouts
    ]
    otherwise = build.call("CONVERT", kind.copy(), build.add(build.text("?"), context.copy(subject)), 121)
    nothing = (_means_nothing(subject, layouts[0], context), exp.Null())
    return build.typed(build.when(*read, nothing, default=otherwise), exp.DType.TIMESTAMP)


def _means_nothing(subject: exp.Expr, layout: Layout, context: Context) -> exp.Expr:
    """Whether a text holds no digit, or what can be no part of such a moment, or lacks a sign of it."""
    text, letters = build.binary_text(context.copy(subject)), "A-Za-z" if "name" in layout.places else ""
    signs = "".join(sorted(layout.signs, key=lambda sign: (sign != "-", sign)))  # elsewhere `-` makes a range
    digit, other = "%[0-9]%", f"%[^{signs}0-9 {letters}]%"
    none = build.typed(exp.Like(this=text.copy(), expression=build.text(digit)), exp.DType.BOOLEAN)
    odd = build.typed(exp.Like(this=text.copy(), expression=build.text(other)), exp.DType.BOOLEAN)
    whole = build.typed(exp.Like(this=text, expression=build.text(layout.skeleton)), exp.DType.BOOLEAN)
    return build.either([build.negated(none), odd, build.negated(whole)])


def _layouts(node: exp.Expr, context: Context) -> list[Layout]:
    pattern = node.args.get("format")
    if not isinstance(pattern, exp.Literal):
        raise no_form(node, "a date read by a computed pattern, or by several", HELP)
    if context.is_postgres:
        return [_laid_out(_WORD, WORDS, as_written(node, context), node)]
    return _of_numbers(pattern.name, node)


def _of_numbers(pattern: str, node: exp.Expr) -> list[Layout]:
    """DuckDB reads days, months and hours of one digit too, where no other number stands beside them."""
    alone = {CODES[match[1]] for match in _ALONE.finditer(pattern) if match[1] in CODES}
    short = [field for field in ("month", "day", "hour") if field in alone]
    widths = product(*((2, 1) for _ in short))
    return [
        _laid_out(_CODE, CODES, pattern, node, dict(zip(short, chosen, strict=True))) for chosen in widths
    ]


def _laid_out(
    tokens: re.Pattern[str],
    fields: dict[str, str],
    pattern: str,
    node: exp.Expr,
    widths: Mapping[str, int] = MappingProxyType({}),
) -> Layout:
    places: dict[str, int] = {}
    like, skeleton, at, end = "", "%", 1, 0
    for token in tokens.finditer(pattern):
        if token.start() != end:
            break
        end = token.end()
        field = fields.get(token[0]) or fields.get(token[0].upper())
        width = widths.get(field, WIDTHS.get(field, 2)) if field else 1
        if field in places or (field is None and token[0] in "%_[]^"):
            break
        if field:
            places[field] = at
        like += ("[A-Za-z]" if field == "name" else "[0-9]") * width if field else token[0]
        skeleton += "" if field else f"{token[0]}%"
        at += width
    else:
        if end == len(pattern) and "year" in places and len({"month", "name"} & set(places)) < 2:
            signs = frozenset(re.sub(r"\[[^\]]*\]", "", like))
            return Layout(places, like, at - 1, signs, widths, skeleton)
    raise no_form(node, f"a date read by the pattern {pattern!r}", HELP)


def _converted(text: exp.Expr, layouts: list[Layout], is_date: bool, context: Context) -> exp.Expr:
    subject = text if context.is_postgres else _trimmed(text)
    branches = [
        (_fits(subject, layout, context), _iso(subject, layout, is_date, context)) for layout in layouts
    ]
    read = build.when(*branches, default=build.add(build.text("?"), context.copy(subject)))
    kind = exp.DType.DATE if is_date else exp.DType.TIMESTAMP
    return build.typed(build.call("CONVERT", build.data_type(kind), read, 23 if is_date else 121), kind)


def _trimmed(text: exp.Expr) -> exp.Expr:
    return build.take_facts(build.call("LTRIM", build.call("RTRIM", text)), text)


def _fits(subject: exp.Expr, layout: Layout, context: Context) -> exp.Expr:
    """PostgreSQL ignores what follows what the pattern reads; DuckDB does not."""
    part = context.copy(subject)
    if context.is_postgres:
        part = build.call("LEFT", part, layout.width)
    return build.typed(exp.Like(this=part, expression=build.text(layout.like)), exp.DType.BOOLEAN)


def _iso(subject: exp.Expr, layout: Layout, is_date: bool, context: Context) -> exp.Expr:
    year, month, day, hour, minute, second = (
        _field(field, subject, layout, context)
        for field in ("year", "month", "day", "hour", "minute", "second")
    )
    pieces = [year, build.text("-"), month, build.text("-"), day]
    if not is_date:
        pieces += [build.text(" "), hour, build.text(":"), minute, build.text(":"), second]
    made = pieces[0]
    for piece in pieces[1:]:
        made = _literals_joined(made, piece)
    return build.typed(made, exp.DType.NVARCHAR, 19)


def _literals_joined(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    last = left.expression if isinstance(left, exp.Add) else left
    if isinstance(last, exp.Literal) and isinstance(right, exp.Literal):
        last.set("this", last.name + right.name)
        return left
    return build.add(left, right)


def _field(field: str, subject: exp.Expr, layout: Layout, context: Context) -> exp.Expr:
    if field == "month" and "name" in layout.places:
        written = build.call(
            "LOWER", build.call("SUBSTRING", context.copy(subject), layout.places["name"], 3)
        )
        found = build.call("CHARINDEX", build.add(build.text(" "), written), MONTH_NAMES)
        number = build.divide(build.add(found, build.number(3)), build.number(4))
        return build.call("RIGHT", build.add(build.text("0"), build.cast(number, exp.DType.NVARCHAR, 2)), 2)
    place = layout.places.get(field)
    if place is None:
        return build.text(DEFAULTS[field])
    if layout.widths.get(field) == 1:
        return build.add(build.text("0"), build.call("SUBSTRING", context.copy(subject), place, 1))
    return build.call("SUBSTRING", context.copy(subject), place, WIDTHS.get(field, 2))
