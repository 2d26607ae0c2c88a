"""Calls of functions: the forms of those that have one of their own, and OVER.

https://learn.microsoft.com/sql/t-sql/functions/ and the page of each function.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from compiler.tsql.grammar.cursor import Cursor
from compiler.tsql.grammar.vocabulary import DATA_TYPES, DATE_PARTS, KEYWORDS, Lengths
from compiler.tsql.grammar.windows import order_keys, over

OVER: Final = "OVER (...)"


def call(cursor: Cursor) -> None:
    """A function's name, its arguments, and what may follow them."""
    token = cursor.token()
    name = "" if token is None else token.text.lower()
    cursor.need(name not in _NO_FUNCTIONS, "a value")
    cursor.at += 1
    cursor.in_brackets(_FORMS.get(name, _arguments))
    _behind(cursor, name)


def _behind(cursor: Cursor, name: str) -> None:
    if name in _PERCENTILES:
        cursor.need(cursor.is_word("within"), "WITHIN GROUP (ORDER BY ...)")
    if (name in _PERCENTILES or name == "string_agg") and cursor.take_words("within", "group"):
        cursor.in_brackets(_order)
    if cursor.is_word("ignore", "respect"):
        cursor.at += 1
        cursor.need_words("nulls")
        cursor.need(cursor.is_word("over"), OVER)
    if name in _PERCENTILES or name in _WINDOWED:
        cursor.need(cursor.is_word("over"), OVER)
    if name in _PERCENTILES or name in _WINDOWED or name in _OF_WINDOWS:
        over(cursor, ordered=name not in _PERCENTILES, framed=name not in _WINDOWED or name in _FRAMED)


def _order(cursor: Cursor) -> None:
    cursor.need_words("order", "by")
    order_keys(cursor)


def _arguments(cursor: Cursor) -> None:
    if not cursor.is_sign(")"):
        cursor.listed(cursor.rules.value)


def _of_rows(cursor: Cursor) -> None:
    """The argument of an aggregate."""
    cursor.take_one("all", "distinct")
    cursor.rules.value(cursor)


def _count(cursor: Cursor) -> None:
    if not cursor.take_sign("*"):
        _of_rows(cursor)


def _cast(cursor: Cursor) -> None:
    cursor.rules.value(cursor)
    cursor.need_words("as")
    data_type(cursor)


def _convert(cursor: Cursor) -> None:
    data_type(cursor)
    cursor.need_sign(",")
    cursor.listed(cursor.rules.value)


def _choose_by_condition(cursor: Cursor) -> None:
    cursor.rules.condition(cursor)
    cursor.need_sign(",")
    cursor.rules.value(cursor)
    cursor.need_sign(",")
    cursor.rules.value(cursor)


def _with_date_part(cursor: Cursor) -> None:
    cursor.need(cursor.take_one(*DATE_PARTS), "a part of a date without quotes, such as day")
    cursor.need_sign(",")
    cursor.listed(cursor.rules.value)


def _trim(cursor: Cursor) -> None:
    cursor.rules.value(cursor)
    if cursor.take_words("from"):
        cursor.rules.value(cursor)


def data_type(cursor: Cursor) -> None:
    """`nvarchar(100)`, `decimal(18, 2)`, `varchar(max)`."""
    token = cursor.token()
    cursor.need(cursor.take_one(*DATA_TYPES), "a type")
    lengths = DATA_TYPES[token.text.lower() if token is not None else ""]
    if lengths.numbers and cursor.is_sign("("):
        cursor.in_brackets(lambda inner: _lengths(inner, lengths))


def _lengths(cursor: Cursor, lengths: Lengths) -> None:
    if lengths.takes_max and cursor.take_words("max"):
        return
    first = cursor.whole_number()
    cursor.need(
        first is not None and lengths.least <= first <= lengths.most, f"{lengths.least} to {lengths.most}"
    )
    cursor.at += 1
    if first is not None and lengths.numbers > 1 and cursor.take_sign(","):
        scale = cursor.whole_number()
        cursor.need(scale is not None and scale <= first, f"0 to {first}")
        cursor.at += 1


_AGGREGATES: Final = ("avg", "max", "min", "stdev", "stdevp", "sum", "var", "varp")
_DATED: Final = ("date_bucket", "dateadd", "datediff", "datediff_big", "datename", "datepart", "datetrunc")
_PERCENTILES: Final = ("percentile_cont", "percentile_disc")
_WINDOWED: Final = (
    "cume_dist", "dense_rank", "first_value", "lag", "last_value", "lead", "ntile", "percent_rank", "rank", "row_number",
)  # fmt: skip
_FRAMED: Final = ("first_value", "last_value")
_OF_WINDOWS: Final = (*_AGGREGATES, "count", "count_big")
"""Aggregates that may have OVER: STRING_AGG and APPROX_COUNT_DISTINCT may not."""
_OF_ROWS: Final = frozenset({"generate_series", "openjson", "string_split"})
_WORDS_OF_FUNCTIONS: Final = frozenset(
    ("cast", "char", "day", "grouping", "left", "month", "nchar", "right", "try_cast", "year")
)
_NO_FUNCTIONS: Final = frozenset({*DATE_PARTS, *DATA_TYPES, *KEYWORDS, *_OF_ROWS}) - _WORDS_OF_FUNCTIONS
_FORMS: Final[dict[str, Callable[[Cursor], None]]] = {
    **dict.fromkeys(_AGGREGATES, _of_rows),
    **dict.fromkeys(_DATED, _with_date_part),
    **dict.fromkeys(("count", "count_big"), _count),
    **dict.fromkeys(("cast", "try_cast"), _cast),
    **dict.fromkeys(("convert", "try_convert"), _convert),
    "iif": _choose_by_condition,
    "trim": _trim,
}
