"""Moments written as text by a pattern: PostgreSQL's to_char and DuckDB's strftime, in English whatever the session's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.extracting import days_since_monday, iso_year
from compiler.stages.legalise.rewrites.dates.truncating import wall_clock
from compiler.stages.legalise.rewriting import of_expression
from compiler.types.families import TEMPORAL, family_of

MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WIDTH: Final = 9  # of the longest name, to which to_char pads

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
# Patterns of texts that are read: where year, month and day begin.
READ: Final[dict[str, tuple[int, int, int]]] = {
    "%Y-%m-%d": (1, 6, 9),
    "%Y/%m/%d": (1, 6, 9),
    "%Y%m%d": (1, 5, 7),
    "%d/%m/%Y": (7, 4, 1),
    "%d.%m.%Y": (7, 4, 1),
    "%d-%m-%Y": (7, 4, 1),
    "%m/%d/%Y": (7, 1, 4),
}

# PostgreSQL's words, longest first, as strftime codes; a capital X marks our own: padded names.
TO_CHAR: Final[tuple[tuple[str, str], ...]] = (
    ("FMMonth", "%B"), ("FMDay", "%A"), ("FMMM", "%-m"), ("FMDD", "%-d"), ("FMHH24", "%-H"), ("FMHH12", "%-I"),
    ("Month", "%XB"), ("Day", "%XA"), ("IYYY", "%G"), ("YYYY", "%Y"), ("HH24", "%H"), ("HH12", "%I"), ("Mon", "%b"),
    ("DDD", "%j"), ("Dy", "%a"), ("YY", "%y"), ("MM", "%m"), ("DD", "%d"), ("HH", "%I"), ("MI", "%M"), ("SS", "%S"),
    ("MS", "%g"), ("US", "%f"), ("IW", "%V"), ("ID", "%u"), ("AM", "%p"), ("PM", "%p"), ("Q", "%q"),
)  # fmt: skip
_LITERAL: Final = re.compile(r'"([^"]*)"|([^A-Za-z"]+)')
_TOKEN: Final = re.compile(r"'(?:[^']|'')*'|[()]")
_CODE: Final = re.compile(r"%(X[AB]|-?[A-Za-z%])|([^%]+)")


@of_expression(exp.TimeToStr, exp.ToChar, reads="format")
def format_moment(node: exp.TimeToStr | exp.ToChar, context: Context) -> exp.Expr:
    """Each code of the pattern becomes a piece; common patterns are a style of CONVERT.

    Before: `to_char(ts, 'YYYY-MM')`, `strftime(ts, '%b %d')`
    After:  `CONVERT(NVARCHAR(7), ts, 23)`, `SUBSTRING(N'JanFeb...', DATEPART(MONTH, ts) * 3 - 2, 3) + N' ' + ...`
    """
    pattern, value = node.args.get("format"), node.this
    if isinstance(value, exp.Literal) and pattern is not None and family_of(pattern) in TEMPORAL:
        pattern, value = value, pattern  # DuckDB takes both orders
    if not isinstance(pattern, exp.Literal) or family_of(value) not in TEMPORAL:
        raise no_form(
            node,
            "this text of a number or by this pattern",
            "round the number and cast it, or format it in the widget",
        )
    moment = wall_clock(value, context)
    codes = _from_to_char(_as_written(node, context), node) if context.is_postgres else pattern.name
    stretch = STRETCHES.get(codes)
    if stretch is not None and not (family_of(moment) == "date" and "%H" in codes):
        return _stretch(moment, *stretch)
    if family_of(moment) == "date":
        moment = build.cast(moment, exp.DType.TIMESTAMP)
    pieces = [_piece(match, moment, node, context) for match in _CODE.finditer(codes)]
    made_text = pieces[0] if pieces else build.text("")
    for piece in pieces[1:]:
        made_text = build.add(made_text, piece)
    return build.typed(made_text, exp.DType.NVARCHAR, 4000)


def _stretch(moment: exp.Expr, first: int, length: int) -> exp.Expr:
    """A stretch of the ISO form, which no setting of the session changes."""
    style = 23 if family_of(moment) == "date" else 120
    written = build.call("CONVERT", build.data_type(exp.DType.NVARCHAR, first + length - 1), moment, style)
    made = written if first == 1 else build.call("SUBSTRING", written, first, length)
    return build.typed(made, exp.DType.NVARCHAR, length)


def _as_written(node: exp.Expr, context: Context) -> str:
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


def _from_to_char(pattern: str, node: exp.Expr) -> str:
    codes, at = [], 0
    while at < len(pattern):
        literal = _LITERAL.match(pattern, at)
        if literal is not None:
            codes.append((literal.group(1) or literal.group(2) or "").replace("%", "%%"))
            at = literal.end()
            continue
        word = next((word for word, _ in TO_CHAR if pattern.startswith(word, at)), None)
        if word is None:
            raise no_form(node, f"the pattern {pattern!r} of to_char")
        codes.append(dict(TO_CHAR)[word])
        at += len(word)
    return "".join(codes)


def _piece(match: re.Match[str], moment: exp.Expr, node: exp.Expr, context: Context) -> exp.Expr:
    code, literal = match.groups()
    if literal is not None:
        return build.text(literal)
    if code == "%":
        return build.text("%")
    maker = PIECES.get(code)
    if maker is None:
        raise no_form(node, f"the code %{code} of a date pattern")
    return maker(context.copy(moment), context)


Maker = Callable[[exp.Expr, Context], exp.Expr]


def _part(name: str) -> Maker:
    return lambda moment, _: build.call("DATEPART", build.part(name), moment)


def _digits(number: Maker, width: int) -> Maker:
    """The number with leading zeros."""

    def make(moment: exp.Expr, context: Context) -> exp.Expr:
        written = build.cast(number(moment, context), exp.DType.NVARCHAR, 10)
        return build.call("RIGHT", build.add(build.text("0" * (width - 1)), written), width)

    return make


def _plain(number: Maker) -> Maker:
    return lambda moment, context: build.cast(number(moment, context), exp.DType.NVARCHAR, 10)


def _name(names: list[str], number: Maker, width: int, padded: bool) -> Maker:
    """A name by its number from 1, cut or padded to a width."""
    letters = "".join(name[:width].ljust(width) for name in names)

    def make(moment: exp.Expr, context: Context) -> exp.Expr:
        start = build.subtract(
            build.multiply(number(moment, context), build.number(width)), build.number(width - 1)
        )
        made = build.call("SUBSTRING", letters, start, width)
        return made if padded else build.call("RTRIM", made)

    return make


def _weekday(moment: exp.Expr, _: Context) -> exp.Expr:
    return build.add(build.modulo(days_since_monday(moment), build.number(7)), build.number(1))


def _sunday_first(moment: exp.Expr, _: Context) -> exp.Expr:
    return build.modulo(build.add(days_since_monday(moment), build.number(1)), build.number(7))


def _twelve_hours(moment: exp.Expr, _: Context) -> exp.Expr:
    hour = build.call("DATEPART", build.part("HOUR"), moment)
    eleven = build.modulo(build.add(hour, build.number(11)), build.number(12))
    return build.add(eleven, build.number(1))


def _half_of_day(moment: exp.Expr, _: Context) -> exp.Expr:
    morning = exp.LT(this=build.call("DATEPART", build.part("HOUR"), moment), expression=build.number(12))
    afternoon = exp.GTE(
        this=build.call("DATEPART", build.part("HOUR"), moment.copy()), expression=build.number(12)
    )
    return build.when((morning, build.text("AM")), (afternoon, build.text("PM")))


PIECES: Final[dict[str, Maker]] = {
    "Y": _digits(_part("YEAR"), 4),
    "y": lambda moment, context: build.call("RIGHT", _digits(_part("YEAR"), 4)(moment, context), 2),
    "m": _digits(_part("MONTH"), 2),
    "-m": _plain(_part("MONTH")),
    "d": _digits(_part("DAY"), 2),
    "-d": _plain(_part("DAY")),
    "H": _digits(_part("HOUR"), 2),
    "-H": _plain(_part("HOUR")),
    "I": _digits(_twelve_hours, 2),
    "-I": _plain(_twelve_hours),
    "M": _digits(_part("MINUTE"), 2),
    "S": _digits(_part("SECOND"), 2),
    "g": _digits(_part("MILLISECOND"), 3),
    "f": _digits(_part("MICROSECOND"), 6),
    "j": _digits(_part("DAYOFYEAR"), 3),
    "-j": _plain(_part("DAYOFYEAR")),
    "V": _digits(_part("ISO_WEEK"), 2),
    "G": _digits(iso_year, 4),
    "u": _plain(_weekday),
    "w": _plain(_sunday_first),
    "q": _plain(_part("QUARTER")),
    "p": _half_of_day,
    "b": _name(MONTHS, _part("MONTH"), 3, padded=True),
    "B": _name(MONTHS, _part("MONTH"), WIDTH, padded=False),
    "XB": _name(MONTHS, _part("MONTH"), WIDTH, padded=True),
    "a": _name(DAYS, _weekday, 3, padded=True),
    "A": _name(DAYS, _weekday, WIDTH, padded=False),
    "XA": _name(DAYS, _weekday, WIDTH, padded=True),
}


@of_expression(exp.Dayname, exp.Monthname)
def name_day(node: exp.Dayname | exp.Monthname, context: Context) -> exp.Expr:
    """Names in English, which DATENAME gives in the session's language.

    Before: `dayname(d)`
    After:  `RTRIM(SUBSTRING(N'Monday   Tuesday  ...', ... , 9))`
    """
    moment = node.this.this if isinstance(node.this, exp.TsOrDsToDate) else node.this
    maker = PIECES["A" if isinstance(node, exp.Dayname) else "B"]
    return build.typed(maker(wall_clock(moment, context), context), exp.DType.NVARCHAR, WIDTH)


@of_expression(exp.StrToTime, exp.StrToDate, reads="format")
def parse_moment(node: exp.StrToTime | exp.StrToDate, context: Context) -> exp.Expr:
    """A text read by a common pattern: its parts are put into the ISO form. Any other pattern is refused.

    Before: `to_date(s, 'DD/MM/YYYY')`
    After:  `CONVERT(DATE, SUBSTRING(s, 7, 4) + N'-' + SUBSTRING(s, 4, 2) + N'-' + SUBSTRING(s, 1, 2), 23)`
    """
    pattern = node.args.get("format")
    if not isinstance(pattern, exp.Literal):
        raise no_form(node, "a date read by a computed pattern")
    codes = _from_to_char(_as_written(node, context), node) if context.is_postgres else pattern.name
    places = READ.get(codes)
    if places is None:
        raise no_form(
            node, f"a date read by the pattern {pattern.name!r}", "use YYYY-MM-DD, DD/MM/YYYY or MM/DD/YYYY"
        )
    year, month, day = (
        build.call("SUBSTRING", context.copy(node.this), place, length)
        for place, length in zip(places, (4, 2, 2), strict=True)
    )
    iso = build.add(build.add(build.add(build.add(year, build.text("-")), month), build.text("-")), day)
    made = build.typed(build.call("CONVERT", build.data_type(exp.DType.DATE), iso, 23), exp.DType.DATE)
    return made if isinstance(node, exp.StrToDate) else build.cast(made, exp.DType.TIMESTAMP)
