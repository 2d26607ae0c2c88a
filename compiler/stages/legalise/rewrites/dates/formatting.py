"""Moments written as text by a pattern: PostgreSQL's to_char and DuckDB's strftime, in English whatever the session's language."""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates import to_char
from compiler.stages.legalise.rewrites.dates.clock_times import format_interval
from compiler.stages.legalise.rewrites.dates.pieces import STRFTIME, WIDTH
from compiler.stages.legalise.rewrites.dates.truncating import wall_clock
from compiler.stages.legalise.rewrites.numbers.patterns import format_number
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import NUMERIC, TEMPORAL, family_of

# Whole patterns that are a stretch of ISO text: (first character, length).
STRETCHES: Final[dict[str, tuple[int, int]]] = {
    "%Y-%m-%d": (1, 10),
    "%Y-%m": (1, 7),
    "%Y": (1, 4),
    "%Y-%m-%d %H:%M:%S": (1, 19),
    "%Y-%m-%d %H:%M": (1, 16),
    "%Y-%m-%d %H": (1, 13),
    "%m-%d": (6, 5),
    "%H:%M:%S": (12, 8),
    "%H:%M": (12, 5),
}
SAME_AS: Final = {"%c": "%Y-%m-%d %H:%M:%S", "%x": "%Y-%m-%d", "%X": "%H:%M:%S"}
"""What DuckDB's codes for the locale's own forms stand for."""
_WORDS: Final = {"%Y": "YYYY", "%m": "MM", "%d": "DD", "%H": "HH24", "%M": "MI", "%S": "SS"}
_TOKEN: Final = re.compile(r"'(?:[^']|'')*'|[()]")
_CODE: Final = re.compile(r"%(-?[A-Za-z%])|([^%]+)")


def _in_words(codes: str) -> str:
    for code, word in _WORDS.items():
        codes = codes.replace(code, word)
    return codes


STRETCHES_IN_WORDS: Final = {_in_words(codes): place for codes, place in STRETCHES.items()}


@of_expression(exp.TimeToStr, exp.ToChar, reads="format")
def format_moment(node: exp.TimeToStr | exp.ToChar, context: Context) -> exp.Expr:
    """Each part of the pattern becomes a piece; common patterns are a style of CONVERT. Patterns of numbers: numbers/patterns.

    Before: `to_char(ts, 'YYYY-MM')`, `strftime(ts, '%b %d')`
    After:  `CONVERT(NVARCHAR(7), ts, 23)`, `SUBSTRING(N'JanFeb...', DATEPART(MONTH, ts) * 3 - 2, 3) + N' ' + ...`
    """
    pattern, value = node.args.get("format"), node.this
    if isinstance(value, exp.Literal) and pattern is not None and family_of(pattern) in TEMPORAL:
        pattern, value = value, pattern  # DuckDB takes both orders
    if not isinstance(pattern, exp.Literal):
        raise no_form(node, "a pattern that is computed", "write the pattern as a literal")
    if family_of(value) in NUMERIC and context.is_postgres:
        return format_number(value, as_written(node, context), node, context)
    if family_of(value) == "interval" and context.is_postgres:
        return format_interval(value, as_written(node, context), node, context)
    if family_of(value) not in TEMPORAL:
        raise no_form(node, "this by a pattern", "format it in the widget")
    moment = wall_clock(value, context)
    if context.is_postgres:
        return _joined(_by_words(as_written(node, context), moment, node, context))
    return _joined(_by_codes(pattern.name, moment, node, context))


def _by_words(pattern: str, moment: exp.Expr, node: exp.Expr, context: Context) -> list[exp.Expr]:
    stretch = STRETCHES_IN_WORDS.get(pattern.upper())
    if stretch is not None and not (family_of(moment) == "date" and "HH" in pattern.upper()):
        return [_stretch(moment, *stretch)]
    return to_char.pieces_of(pattern, _timed(moment), node, context)


def _by_codes(codes: str, moment: exp.Expr, node: exp.Expr, context: Context) -> list[exp.Expr]:
    for code, meaning in SAME_AS.items():
        codes = codes.replace(code, meaning)
    stretch = STRETCHES.get(codes)
    if stretch is not None and not (family_of(moment) == "date" and "%H" in codes):
        return [_stretch(moment, *stretch)]
    timed = _timed(moment)
    return [_piece(match, timed, node, context) for match in _CODE.finditer(codes)]


def _timed(moment: exp.Expr) -> exp.Expr:
    return build.cast(moment, exp.DType.TIMESTAMP) if family_of(moment) == "date" else moment


def _joined(pieces: list[exp.Expr]) -> exp.Expr:
    if len(pieces) == 1 and pieces[0].type is not None:
        return pieces[0]
    made = pieces[0] if pieces else build.text("")
    for piece in pieces[1:]:
        made = build.add(made, piece)
    return build.typed(made, exp.DType.NVARCHAR, 4000)


def _stretch(moment: exp.Expr, first: int, length: int) -> exp.Expr:
    """A stretch of the ISO form, which no setting of the session changes."""
    style = 23 if family_of(moment) == "date" else 120
    written = build.call("CONVERT", build.data_type(exp.DType.NVARCHAR, first + length - 1), moment, style)
    made = written if first == 1 else build.call("SUBSTRING", written, first, length)
    return build.typed(made, exp.DType.NVARCHAR, length)


def as_written(node: exp.Expr, context: Context) -> str:
    """The author's own pattern: sqlglot's reading of to_char patterns loses details, but keeps the place of the call.

    It is the last text of the call's arguments, outside the parentheses of the first one.
    """
    start, depth, found = node.meta.get("start"), 0, None
    for token in _TOKEN.finditer(context.text, int(start)) if start is not None else ():
        word = token.group()
        depth += (word == "(") - (word == ")")
        if word == ")" and depth == 0:
            break
        if word.startswith("'") and depth == 1:
            found = word[1:-1].replace("''", "'")
    if found is None:
        raise no_form(node, "a pattern whose text is not known")
    return found


def _piece(match: re.Match[str], moment: exp.Expr, node: exp.Expr, context: Context) -> exp.Expr:
    code, literal = match.groups()
    if literal is not None:
        return build.text(literal)
    if code == "%":
        return build.text("%")
    maker = STRFTIME.get(code)
    if maker is None:
        raise no_form(node, f"the code %{code} of a date pattern")
    return maker(context.copy(moment), context)


@of_expression(exp.Dayname, exp.Monthname)
def name_day(node: exp.Dayname | exp.Monthname, context: Context) -> exp.Expr:
    """Names in English, which DATENAME gives in the session's language.

    Before: `dayname(d)`
    After:  `RTRIM(SUBSTRING(N'Monday   Tuesday  ...', ... , 9))`
    """
    moment = node.this.this if isinstance(node.this, exp.TsOrDsToDate) else node.this
    maker = STRFTIME["A" if isinstance(node, exp.Dayname) else "B"]
    return build.typed(maker(wall_clock(moment, context), context), exp.DType.NVARCHAR, WIDTH)
