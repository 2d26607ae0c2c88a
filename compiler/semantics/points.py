"""The kinds of semantic points: one definition each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Point:
    """A kind. `meaning` is one line about the place where it is found; the page of this id tells the rest.

    `duckdb_too`: whether a site with DuckDB has it, which compares text by code points and is an authors' dialect itself.
    `gone_when_exact`: whether `text_comparison: exact` takes it away.
    """

    id: str
    title: str
    meaning: str
    duckdb_too: bool = True
    gone_when_exact: bool = False


TEXT_EQUALITY: Final = Point(
    "text-equality",
    "Equality of text",
    "the database's collation decides which texts are equal: case, accents, width, trailing blanks",
    duckdb_too=False,
    gone_when_exact=True,
)
TEXT_ORDER: Final = Point(
    "text-order",
    "Order of text",
    "the database's collation decides which text comes first",
    duckdb_too=False,
    gone_when_exact=True,
)
TEXT_GROUPS: Final = Point(
    "text-groups",
    "Groups of text",
    "the database's collation decides which texts are one, and any one of their spellings is shown",
    duckdb_too=False,
    gone_when_exact=True,
)
TEXT_PATTERN: Final = Point(
    "text-pattern",
    "Patterns of text",
    "the database's collation decides which characters match the pattern",
    duckdb_too=False,
    gone_when_exact=True,
)
TEXT_CASE: Final = Point(
    "text-case",
    "Upper and lower case",
    "the database's collation decides what is the upper or lower case of a character",
    duckdb_too=False,
)
TEXT_UNITS: Final = Point(
    "text-units",
    "Characters outside the basic plane",
    "an emoji or a rare ideograph counts as two characters, unless the collation's name has _SC or _140_",
    duckdb_too=False,
)
TEXT_BLANKS: Final = Point(
    "text-blanks",
    "Blanks of char columns",
    "a char column is filled up with blanks, which are left out here",
    duckdb_too=False,
)
LIST_TEXT: Final = Point(
    "list-text",
    "Long texts in a list",
    "values of the list that are longer than 4,000 characters are NULL",
    duckdb_too=False,
)
JSON_TEXT: Final = Point(
    "json-text",
    "Values of JSON as they are written",
    "objects and numbers are given as the document spells them, and of a key written twice the first value counts",
    duckdb_too=False,
)
FLOAT_SUM: Final = Point(
    "float-sum",
    "Sums of floating-point numbers",
    "the last digits depend on the order in which the database adds",
)
FLOAT_ROUNDING: Final = Point(
    "float-rounding",
    "Rounding of floating-point numbers",
    "a binary number that lies near a half may be rounded to the other side",
)
QUOTIENT_DIGITS: Final = Point(
    "quotient-digits",
    "Digits of quotients and averages",
    "the database keeps another number of digits after the point of an exact quotient",
    duckdb_too=False,
)
NUMBER_RANGE: Final = Point(
    "number-range",
    "Range of whole numbers and decimals",
    "a result that does not fit fails the query, at 38 digits or at the limit of its type",
    duckdb_too=False,
)
DIVISION_BY_ZERO: Final = Point(
    "division-by-zero",
    "Division by zero",
    "if the divisor is ever zero the query fails, even on a row that a condition leaves out",
    duckdb_too=False,
)
ROW_ORDER: Final = Point("row-order", "Rows without ORDER BY", "the rows come in any order")
ROW_CHOICE: Final = Point(
    "row-choice",
    "Rows that a limit chooses",
    "of rows that the ORDER BY does not tell apart, any may be kept",
)
WINDOW_TIES: Final = Point(
    "window-ties",
    "Ties inside a window",
    "of rows that the window's ORDER BY does not tell apart, any may come first",
)
AGGREGATE_ORDER: Final = Point(
    "aggregate-order", "Aggregates without ORDER BY", "the values are put together in any order"
)
AGGREGATE_CHOICE: Final = Point(
    "aggregate-choice", "Aggregates that choose a value", "of several candidates any may be chosen"
)
APPROXIMATION: Final = Point(
    "approximation",
    "Approximate aggregates",
    "the author's engine estimates, SQL Server counts exactly",
    duckdb_too=False,
)
MOMENT_PRECISION: Final = Point(
    "moment-precision",
    "Precision of stored moments",
    "the column holds other fractions of a second than the author's dialect, which has microseconds",
    duckdb_too=False,
)
VIEW_MOMENT: Final = Point(
    "view-moment",
    "The moment of the view",
    "now is the moment at which the page asked, the same for all widgets of one view",
)
ZONE_RULES: Final = Point(
    "zone-rules",
    "Rules of time zones",
    "when clocks change is decided by the tables of the server's Windows",
    duckdb_too=False,
)

POINTS: Final[dict[str, Point]] = {
    point.id: point
    for point in (
        TEXT_EQUALITY, TEXT_ORDER, TEXT_GROUPS, TEXT_PATTERN, TEXT_CASE, TEXT_UNITS, TEXT_BLANKS, LIST_TEXT, JSON_TEXT,
        FLOAT_SUM, FLOAT_ROUNDING, QUOTIENT_DIGITS, NUMBER_RANGE, DIVISION_BY_ZERO,
        ROW_ORDER, ROW_CHOICE, WINDOW_TIES, AGGREGATE_ORDER, AGGREGATE_CHOICE, APPROXIMATION,
        MOMENT_PRECISION, VIEW_MOMENT, ZONE_RULES,
    )
}  # fmt: skip
