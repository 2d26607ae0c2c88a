"""PostgreSQL's to_char of moments: the words of a pattern, as pieces.

https://www.postgresql.org/docs/current/functions-formatting.html, tables 9.31 and 9.32; the order of words is that of the
server's own table (src/backend/utils/adt/formatting.c, DCH_keywords), which takes the first that fits.
"""

from __future__ import annotations

import re
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context, no_form
from compiler.stages.legalise.rewrites.dates.extracting import iso_year
from compiler.stages.legalise.rewrites.dates.pieces import (
    DAYS,
    MONTHS,
    WIDTH,
    Maker,
    digits,
    half_of_day,
    last_digits,
    name,
    part,
    periods,
    plain,
    sunday_first,
    twelve_hours,
    weekday,
)
from compiler.stages.legalise.rewrites.dates.truncating import days_since_monday

ROMAN: Final = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
JULIAN_OF_FIRST_MONDAY: Final = 1_721_426  # Julian day of 0001-01-01
Number = tuple[Maker, int]
"""A number and how many digits it is filled up to."""


def _seconds(moment: exp.Expr, context: Context) -> exp.Expr:
    hours, minutes, seconds = (
        part(word)(context.copy(moment), context) for word in ("HOUR", "MINUTE", "SECOND")
    )
    in_hours = build.multiply(hours, build.number(3600))
    return build.add(build.add(in_hours, build.multiply(minutes, build.number(60))), seconds)


def _julian(moment: exp.Expr, _: Context) -> exp.Expr:
    return build.add(days_since_monday(moment), build.number(JULIAN_OF_FIRST_MONDAY))


def _from_sunday(moment: exp.Expr, context: Context) -> exp.Expr:
    return build.add(sunday_first(moment, context), build.number(1))


def _thousands(moment: exp.Expr, context: Context) -> exp.Expr:
    return build.divide(part("YEAR")(moment, context), build.number(1000))


def _fraction(divisor: int) -> Maker:
    return lambda moment, context: build.divide(part("MICROSECOND")(moment, context), build.number(divisor))


_YEAR, _ISO_YEAR = part("YEAR"), iso_year
NUMBERS: Final[dict[str, Number]] = {
    "CC": (periods(_YEAR, 100), 2),
    "DDD": (part("DAYOFYEAR"), 3),
    "DD": (part("DAY"), 2),
    "D": (_from_sunday, 1),
    **{f"FF{width}": (_fraction(10 ** (6 - width)), width) for width in range(1, 6)},
    "FF6": (part("MICROSECOND"), 6),
    "HH24": (part("HOUR"), 2),
    "HH12": (twelve_hours, 2),
    "HH": (twelve_hours, 2),
    "ID": (weekday, 1),
    "IW": (part("ISO_WEEK"), 2),
    "IYYY": (_ISO_YEAR, 4),
    "IYY": (last_digits(_ISO_YEAR, 1000), 3),
    "IY": (last_digits(_ISO_YEAR, 100), 2),
    "I": (last_digits(_ISO_YEAR, 10), 1),
    "J": (_julian, 1),
    "MI": (part("MINUTE"), 2),
    "MM": (part("MONTH"), 2),
    "MS": (part("MILLISECOND"), 3),
    "Q": (part("QUARTER"), 1),
    "SSSSS": (_seconds, 1),
    "SSSS": (_seconds, 1),
    "SS": (part("SECOND"), 2),
    "US": (part("MICROSECOND"), 6),
    "WW": (periods(part("DAYOFYEAR"), 7), 2),
    "W": (periods(part("DAY"), 7), 1),
    "YYYY": (_YEAR, 4),
    "YYY": (last_digits(_YEAR, 1000), 3),
    "YY": (last_digits(_YEAR, 100), 2),
    "Y": (last_digits(_YEAR, 10), 1),
}
"""Words for numbers, which mean the same in lower case."""

NAMES: Final[dict[str, tuple[list[str], Maker, int]]] = {
    "MONTH": (MONTHS, part("MONTH"), WIDTH),
    "MON": (MONTHS, part("MONTH"), 3),
    "DAY": (DAYS, weekday, WIDTH),
    "DY": (DAYS, weekday, 3),
    "RM": (ROMAN, part("MONTH"), 4),
}
"""Words for names, whose case is that of the name."""

HALVES: Final = {"AM": ("AM", "PM"), "A.M.": ("A.M.", "P.M.")}
ERAS: Final = {"AD": "AD", "A.D.": "A.D."}  # SQL Server's dates begin with the year 1
REFUSED: Final = ("FX", "IDDD", "OF", "TZH", "TZM", "TZ", "Y,YYY")

_UPPER: Final = (
    *ERAS, *HALVES, "B.C.", "BC", "P.M.", "PM", *NAMES, *REFUSED, *NUMBERS,
)  # fmt: skip
_WORDS: Final = sorted(
    {*_UPPER, *(word.lower() for word in _UPPER), "Month", "Mon", "Day", "Dy"}, key=len, reverse=True
)
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"\\]*)"'
    rf"|(?P<prefix>(?:FM|fm)?)(?P<word>{'|'.join(map(re.escape, _WORDS))})(?P<suffix>TH|th|SP)?"
    r'|(?P<odd>FM|fm|TM|tm|\\|")|(?P<literal>.)',
    re.DOTALL,
)


def pieces_of(pattern: str, moment: exp.Expr, node: exp.Expr, context: Context) -> list[exp.Expr]:
    """The texts whose concatenation is `to_char(moment, pattern)`. Raises `Refusal`."""
    made: list[exp.Expr] = []
    literal = ""
    for token in _TOKEN.finditer(pattern):
        if token["odd"] is not None or token["suffix"] == "SP":
            raise no_form(node, f"the part {token[0]!r} of a to_char pattern")
        if token["word"] is None:
            literal += token["quoted"] if token["quoted"] is not None else token["literal"]
            continue
        maker = _maker(token["word"], bool(token["prefix"]), token["suffix"] or "", node)
        made += [build.text(literal)] if literal else []
        made.append(maker(context.copy(moment), context))
        literal = ""
    return made + ([build.text(literal)] if literal or not made else [])


def _maker(word: str, bare: bool, suffix: str, node: exp.Expr) -> Maker:
    """`bare` where FM stands before the word: no filling up with zeros or blanks."""
    upper = word.upper()
    if upper in REFUSED or (suffix and upper not in NUMBERS):
        raise no_form(node, f"the part {word + suffix!r} of a to_char pattern")
    if upper in NUMBERS:
        number, width = NUMBERS[upper]
        written = plain(number) if bare or width == 1 else digits(number, width)
        return _ordinal(number, written, suffix) if suffix else written
    if upper in NAMES:
        names, number, width = NAMES[upper]
        case = str.upper if word.isupper() else str.lower if word.islower() else str
        return name([case(each) for each in names], number, width, padded=not bare)
    for spellings in (HALVES, {"PM": HALVES["AM"], "P.M.": HALVES["A.M."]}):
        if upper in spellings:
            return half_of_day(*(_as_word(half, word) for half in spellings[upper]))
    era = "A.D." if "." in word else "AD"
    return lambda moment, _: build.when(
        (build.negated(build.is_null(moment)), build.text(_as_word(era, word)))
    )


def _as_word(text: str, word: str) -> str:
    return text.lower() if word.islower() else text


def _ordinal(number: Maker, written: Maker, suffix: str) -> Maker:
    """`1ST`, `2ND`, `3RD`, `4TH`, and `11TH` to `13TH`."""
    letters = "".join(("TH", "ST", "ND", "RD", *["TH"] * 6))
    ending = letters.lower() if suffix == "th" else letters

    def make(moment: exp.Expr, context: Context) -> exp.Expr:
        last = build.modulo(number(context.copy(moment), context), build.number(10))
        tens = build.divide(number(context.copy(moment), context), build.number(10))
        before = build.modulo(tens, build.number(10))
        in_teens = build.typed(exp.EQ(this=before, expression=build.number(1)), exp.DType.BOOLEAN)
        at = build.add(build.multiply(last, build.number(2)), build.number(1))
        by_digit = build.call("SUBSTRING", ending, at, 2)
        chosen = build.when((in_teens, build.text(ending[:2])), default=by_digit)
        return build.add(written(moment, context), chosen)

    return make
