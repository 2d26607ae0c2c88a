"""Text of T-SQL to a tree of sqlglot in which every function is a call by name."""

from __future__ import annotations

import re

from sqlglot import exp, parse_one

MARK = "F_"
_WORDS = frozenset(
    {
        "ALL", "AND", "ANY", "APPLY", "AS", "BETWEEN", "BINARY", "BY", "CAST", "CHAR", "CUBE", "DATETIME2", "DATETIMEOFFSET",
        "DECIMAL", "DISTINCT", "ELSE", "EXCEPT", "EXISTS", "FETCH", "FLOAT", "FROM", "GROUP", "IN", "INTERSECT", "LIKE",
        "NCHAR", "NEXT", "NOT", "NVARCHAR", "OFFSET", "ON", "OPENJSON", "OPTION", "OR", "OVER", "ROLLUP", "SELECT", "SETS",
        "THEN", "TIME", "TOP", "TRY_CAST", "UNION", "VALUES", "VARBINARY", "VARCHAR", "WHEN", "WHERE", "WITH",
    }
)  # fmt: skip
"""What stands before a parenthesis and is no function."""

_CALL = re.compile(r"(N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\])|\b([A-Z][A-Z0-9_]*)(?=\()")


_QUOTED_OR_REAL = re.compile(r"(N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\])|\bREAL\b")


def tree_of(sql: str) -> exp.Expr:
    """The tree of a statement; functions are `exp.Anonymous` named F_ and their name.

    REAL is written FLOAT(24), which it is: sqlglot reads REAL and FLOAT, of twice its digits, alike.
    """
    single = _QUOTED_OR_REAL.sub(lambda found: found.group(1) or "FLOAT(24)", sql)
    return parse_one(_CALL.sub(_marked, single), dialect="tsql")


def _marked(match: re.Match[str]) -> str:
    quoted, word = match.groups()
    return str(quoted or (word if word in _WORDS else MARK + word))
