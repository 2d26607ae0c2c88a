"""The words that a T-SQL query may be made of, besides its names and functions: keywords, types, date parts, the clocks.

Source: https://learn.microsoft.com/sql/t-sql/queries/select-transact-sql
"""

from __future__ import annotations

from sqlglot import exp

from compiler.ir.query import Version
from compiler.tsql.grammar.vocabulary import DATA_TYPES, DATE_PARTS

TYPES = frozenset({*DATA_TYPES, "max"})

SIGNS: dict[str, Version] = {"||": "2025", "<<": "2022", ">>": "2022"}
"""Operators that came after 2016, by https://learn.microsoft.com/sql/t-sql/language-elements/operators-transact-sql."""

CLOCKS: dict[str, str] = {
    "getdate": "CAST(@now AS datetime)",
    "current_timestamp": "CAST(@now AS datetime)",
    "sysdatetime": "CAST(@now AS datetime2(7))",
    "sysdatetimeoffset": "@now",
    "getutcdate": "CAST(SWITCHOFFSET(@now, 0) AS datetime)",
    "sysutcdatetime": "CAST(SWITCHOFFSET(@now, 0) AS datetime2(7))",
}
"""What is shipped for the clock: the parameter `now`, a datetimeoffset in the tenant's zone."""


_DATE_FUNCTIONS = frozenset(
    {"date_bucket", "datetrunc", "datename", "datepart", "dateadd", "datediff", "datediff_big"}
)


def is_date_part(column: exp.Expr) -> bool:
    """Whether what sqlglot reads as a column is the date part of a function: `DATE_BUCKET(week, ...)`."""
    call = column.parent
    first = isinstance(call, exp.Anonymous) and call.expressions and call.expressions[0] is column
    return (
        bool(first)
        and call is not None
        and call.name.lower() in _DATE_FUNCTIONS
        and column.name.lower() in DATE_PARTS
    )
