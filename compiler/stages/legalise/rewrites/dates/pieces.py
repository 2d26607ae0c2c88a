"""Pieces of moments as text: numbers with or without leading zeros, and names in English whatever the session's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from compiler.stages.legalise import build
from compiler.stages.legalise.context import Context
from compiler.stages.legalise.rewrites.dates.extracting import iso_year
from compiler.stages.legalise.rewrites.dates.truncating import days_since_monday

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


Maker = Callable[[exp.Expr, Context], exp.Expr]


def part(name: str) -> Maker:
    """DATEPART of this name."""
    return lambda moment, _: build.call("DATEPART", build.part(name), moment)


def digits(number: Maker, width: int) -> Maker:
    """The number with leading zeros."""

    def make(moment: exp.Expr, context: Context) -> exp.Expr:
        written = build.cast(number(moment, context), exp.DType.NVARCHAR, 10)
        return build.call("RIGHT", build.add(build.text("0" * (width - 1)), written), width)

    return make


def plain(number: Maker) -> Maker:
    """The number without leading zeros."""
    return lambda moment, context: build.cast(number(moment, context), exp.DType.NVARCHAR, 10)


def name(names: list[str], number: Maker, width: int, padded: bool) -> Maker:
    """A name by its number from 1, cut or padded to a width."""
    letters = "".join(name[:width].ljust(width) for name in names)

    def make(moment: exp.Expr, context: Context) -> exp.Expr:
        start = build.subtract(
            build.multiply(number(moment, context), build.number(width)), build.number(width - 1)
        )
        made = build.call("SUBSTRING", letters, start, width)
        return made if padded else build.call("RTRIM", made)

    return make


def weekday(moment: exp.Expr, _: Context) -> exp.Expr:
    """1 for Monday to 7 for Sunday."""
    return build.add(build.modulo(days_since_monday(moment), build.number(7)), build.number(1))


def sunday_first(moment: exp.Expr, _: Context) -> exp.Expr:
    """0 for Sunday to 6 for Saturday."""
    return build.modulo(build.add(days_since_monday(moment), build.number(1)), build.number(7))


def twelve_hours(moment: exp.Expr, _: Context) -> exp.Expr:
    """The hour of a clock of twelve: 12, 1 to 11."""
    hour = build.call("DATEPART", build.part("HOUR"), moment)
    eleven = build.modulo(build.add(hour, build.number(11)), build.number(12))
    return build.add(eleven, build.number(1))


def half_of_day(morning: str, afternoon: str) -> Maker:
    """AM or PM, in the author's spelling."""

    def make(moment: exp.Expr, _: Context) -> exp.Expr:
        hour, noon = build.call("DATEPART", build.part("HOUR"), moment), build.number(12)
        before = build.typed(exp.LT(this=hour, expression=noon), exp.DType.BOOLEAN)
        after = build.typed(exp.GTE(this=hour.copy(), expression=noon.copy()), exp.DType.BOOLEAN)
        return build.when((before, build.text(morning)), (after, build.text(afternoon)))

    return make


def last_digits(number: Maker, modulus: int) -> Maker:
    """The number without its higher digits."""
    return lambda moment, context: build.modulo(number(moment, context), build.number(modulus))


def periods(number: Maker, length: int) -> Maker:
    """In which period of so many units, counted from 1, the number lies."""

    def make(moment: exp.Expr, context: Context) -> exp.Expr:
        rounded_up = build.add(number(moment, context), build.number(length - 1))
        return build.divide(rounded_up, build.number(length))

    return make


def week_since(days_before: Maker) -> Maker:
    """The week of the year, whose first one begins with the year's first day that has none before it in its week."""

    def make(moment: exp.Expr, context: Context) -> exp.Expr:
        day = build.add(part("DAYOFYEAR")(moment, context), build.number(6))
        return build.divide(build.subtract(day, days_before(context.copy(moment), context)), build.number(7))

    return make


def _monday_first(moment: exp.Expr, _: Context) -> exp.Expr:
    return build.modulo(days_since_monday(moment), build.number(7))


# Codes of DuckDB's strftime: https://duckdb.org/docs/stable/sql/functions/dateformat
STRFTIME: Final[dict[str, Maker]] = {
    "Y": digits(part("YEAR"), 4),
    "y": digits(part("YEAR"), 2),
    "-y": plain(last_digits(part("YEAR"), 100)),
    "m": digits(part("MONTH"), 2),
    "-m": plain(part("MONTH")),
    "d": digits(part("DAY"), 2),
    "-d": plain(part("DAY")),
    "H": digits(part("HOUR"), 2),
    "-H": plain(part("HOUR")),
    "I": digits(twelve_hours, 2),
    "-I": plain(twelve_hours),
    "M": digits(part("MINUTE"), 2),
    "-M": plain(part("MINUTE")),
    "S": digits(part("SECOND"), 2),
    "-S": plain(part("SECOND")),
    "g": digits(part("MILLISECOND"), 3),
    "f": digits(part("MICROSECOND"), 6),
    "j": digits(part("DAYOFYEAR"), 3),
    "-j": plain(part("DAYOFYEAR")),
    "V": digits(part("ISO_WEEK"), 2),
    "G": digits(iso_year, 4),
    "U": digits(week_since(sunday_first), 2),
    "W": digits(week_since(_monday_first), 2),
    "u": plain(weekday),
    "w": plain(sunday_first),
    "p": half_of_day("AM", "PM"),
    "b": name(MONTHS, part("MONTH"), 3, padded=True),
    "B": name(MONTHS, part("MONTH"), WIDTH, padded=False),
    "a": name(DAYS, weekday, 3, padded=True),
    "A": name(DAYS, weekday, WIDTH, padded=False),
}
