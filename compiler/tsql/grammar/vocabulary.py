"""The words of a query: its keywords, the types that it may name with the numbers that they take, the parts of a date.

https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql and .../functions/datepart-transact-sql
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Lengths(NamedTuple):
    """The numbers in brackets behind a type: the range of the first, how many there may be, and whether `max` may stand there."""

    least: int = 0
    most: int = 0
    numbers: int = 0
    takes_max: bool = False


_NONE: Final = Lengths()
_BYTES: Final = Lengths(1, 8000, 1)
_PAIRS: Final = Lengths(1, 4000, 1)
_FRACTION: Final = Lengths(0, 7, 1)
_DIGITS: Final = Lengths(1, 38, 2)

DATA_TYPES: Final[dict[str, Lengths]] = {
    **dict.fromkeys(("bigint", "bit", "date", "datetime", "int", "money", "real"), _NONE),
    **dict.fromkeys(("smalldatetime", "smallint", "smallmoney", "tinyint", "uniqueidentifier"), _NONE),
    **dict.fromkeys(("binary", "char"), _BYTES),
    **dict.fromkeys(("varbinary", "varchar"), _BYTES._replace(takes_max=True)),
    **dict.fromkeys(("datetime2", "datetimeoffset", "time"), _FRACTION),
    **dict.fromkeys(("decimal", "numeric"), _DIGITS),
    "float": Lengths(1, 53, 1),
    "nchar": _PAIRS,
    "nvarchar": _PAIRS._replace(takes_max=True),
}

DATE_PARTS: Final = frozenset(
    [
        "year",
        "yy",
        "yyyy",
        "quarter",
        "qq",
        "q",
        "month",
        "mm",
        "m",
        "dayofyear",
        "dy",
        "y",
        "day",
        "dd",
        "d",
        "week",
        "wk",
        "ww",
        "weekday",
        "dw",
        "w",
        "hour",
        "hh",
        "minute",
        "mi",
        "n",
        "second",
        "ss",
        "s",
        "millisecond",
        "ms",
        "microsecond",
        "mcs",
        "nanosecond",
        "ns",
        "iso_week",
        "isowk",
        "isoww",
        "tzoffset",
        "tz",
    ]
)

KEYWORDS: Final = frozenset(
    [
        "all",
        "and",
        "any",
        "apply",
        "as",
        "asc",
        "at",
        "between",
        "by",
        "case",
        "cast",
        "cross",
        "cube",
        "current",
        "desc",
        "distinct",
        "else",
        "end",
        "escape",
        "except",
        "exists",
        "fetch",
        "first",
        "following",
        "for",
        "from",
        "full",
        "group",
        "grouping",
        "having",
        "ignore",
        "in",
        "inner",
        "intersect",
        "is",
        "join",
        "json",
        "left",
        "like",
        "next",
        "not",
        "null",
        "nulls",
        "offset",
        "on",
        "only",
        "or",
        "order",
        "outer",
        "over",
        "partition",
        "percent",
        "preceding",
        "range",
        "respect",
        "right",
        "rollup",
        "row",
        "rows",
        "select",
        "sets",
        "some",
        "then",
        "ties",
        "time",
        "top",
        "try_cast",
        "unbounded",
        "union",
        "values",
        "when",
        "where",
        "window",
        "with",
        "within",
        "zone",
        "collate",
    ]
)
"""Keywords of a query expression. INTO, OPTION, hints, PIVOT, FOR XML and TABLESAMPLE are not among them."""
