"""T-SQL where another dialect is read: https://learn.microsoft.com/en-us/sql/t-sql/queries/top-transact-sql and names in brackets."""

from __future__ import annotations

import re

_TOP = re.compile(r"\bTOP\s*\(?\s*$", re.IGNORECASE)
_OTHER_DIALECT = "or set `datasource.dialect: tsql` for queries in T-SQL"


def foreign_syntax(before: str, near: str) -> tuple[str, str] | None:
    """Message and remedy where reading stopped at `near` because what is there, or just before it, is T-SQL."""
    if near.startswith("["):
        return "names in brackets are T-SQL", f"write the name bare, or in double quotes; {_OTHER_DIALECT}"
    if _TOP.search(before):
        return "`TOP` is T-SQL", f"write LIMIT at the end of the query; {_OTHER_DIALECT}"
    return None
