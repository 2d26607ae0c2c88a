"""Text of T-SQL to a tree of sqlglot in which every function is a call by name."""

from __future__ import annotations

import re

from sqlglot import exp, parse_one

from tests.support.tsql_reader.types import NotRead

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


_QUOTED_OR_REAL = re.compile(r"N?'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|\b(REAL)\b")


def tree_of(sql: str) -> exp.Expr:
    """The tree of a statement; functions are `exp.Anonymous` named F_ and their name.

    Raises NotRead for REAL, which sqlglot reads as the same type as FLOAT, of twice its digits.
    """
    if any(found.group(1) for found in _QUOTED_OR_REAL.finditer(sql)):
        raise NotRead("the type REAL")
    return parse_one(_CALL.sub(_marked, sql), dialect="tsql")


def _marked(match: re.Match[str]) -> str:
    quoted, word = match.groups()
    return str(quoted or (word if word in _WORDS else MARK + word))
