"""Words of other dialects in a query: what an author who pastes SQL Server's or MySQL's SQL is told to write instead.

T-SQL: https://learn.microsoft.com/en-us/sql/t-sql/functions/functions and .../queries/top-transact-sql. What stands here
for a word is PostgreSQL's and DuckDB's alike.
"""

from __future__ import annotations

import re

FUNCTIONS = {
    "charindex": "strpos(text, part)",
    "convert": "CAST(value AS type)",
    "dateadd": "value + interval '7 days', and value - interval '7 days' to go back",
    "datediff": "later - earlier for days between two dates",
    "datefromparts": "make_date(year, month, day)",
    "eomonth": "date_trunc('month', value) + interval '1 month' - interval '1 day'",
    "format": "the number or the day itself, and how it is shown under `format:`",
    "getdate": "now(), or current_date for the day",
    "getutcdate": "now()",
    "iif": "CASE WHEN condition THEN one ELSE other END",
    "isnull": "coalesce(value, other)",
    "len": "length(text)",
    "nvl": "coalesce(value, other)",
    "str_to_date": "CAST(text AS date)",
    "sysdatetime": "now()",
    "try_cast": "CAST(value AS type)",
    "try_convert": "CAST(value AS type)",
}
"""Functions of other dialects, by lower-case name."""

_TOP = re.compile(r"\bTOP\s*\(?\s*$", re.IGNORECASE)
_OTHER_DIALECT = "or set `datasource.dialect: tsql` for queries in T-SQL"


def instead_of_function(name: str) -> str | None:
    """The remedy for a function of another dialect."""
    meant = FUNCTIONS.get(name.lower())
    return f"write {meant}; {_OTHER_DIALECT}" if meant is not None else None


def foreign_syntax(before: str, near: str) -> tuple[str, str] | None:
    """Message and remedy where reading stopped at `near` because what is there, or just before it, is T-SQL."""
    if near.startswith("["):
        return "names in brackets are T-SQL", f"write the name bare, or in double quotes; {_OTHER_DIALECT}"
    if _TOP.search(before):
        return "`TOP` is T-SQL", f"write LIMIT at the end of the query; {_OTHER_DIALECT}"
    return None
