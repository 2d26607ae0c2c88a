"""T-SQL where another dialect is read: https://learn.microsoft.com/en-us/sql/t-sql/queries/top-transact-sql and names in brackets."""

from __future__ import annotations

from typing import Final

from sqlglot.tokenizer_core import TokenType

from compiler.stages.analyse.unreadable.stop import Explanation, Stop, around

_OTHER_DIALECT: Final = "or set `datasource.dialect: tsql` for queries in T-SQL"


def brackets_of_tsql(stop: Stop) -> Explanation | None:
    """`[name]`."""
    here = stop.token()
    if here is None or stop.dialect == "tsql" or not stop.is_kind(0, TokenType.L_BRACKET):
        return None
    remedy = f"write the name bare, or in double quotes; {_OTHER_DIALECT}"
    return around(here, "names in brackets are T-SQL", remedy)


def top_of_tsql(stop: Stop) -> Explanation | None:
    """`SELECT TOP 5`, `SELECT TOP (5)`."""
    here = stop.token()
    behind_bracket = stop.is_kind(-1, TokenType.L_PAREN) and stop.is_word(-2, "TOP")
    if here is None or stop.dialect == "tsql" or not (stop.is_word(-1, "TOP") or behind_bracket):
        return None
    return around(here, "`TOP` is T-SQL", f"write LIMIT at the end of the query; {_OTHER_DIALECT}")
