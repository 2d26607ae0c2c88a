"""Which tables the tokens of a query read: every name or function at a place where a FROM clause wants one.

A scan, not a parser: within one pair of parentheses, a FROM clause begins at FROM after that level's SELECT
(or as its first word) and ends at the next clause; a table stands after FROM, JOIN, APPLY and after a comma.
Where the scan cannot tell, it takes the name for a table, so that doubt ends in a refusal.

A CTE's name stands for it only behind its body, and in the recursive part of a body: DuckDB takes it for a table
anywhere else in the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from agent.execute.lexer import Token

_ENDS_FROM = frozenset({"WHERE", "GROUP", "HAVING", "ORDER", "UNION", "EXCEPT", "INTERSECT", "SELECT"})
# Only words that are reserved in T-SQL and in DuckDB: LIMIT or QUALIFY may be an alias in T-SQL, after which a
# comma would bring in another table unseen.
_SET_OPERATORS = frozenset({"UNION", "EXCEPT", "INTERSECT"})
_SQL_FUNCTIONS_WITH_FROM = frozenset({"EXTRACT", "TRIM", "SUBSTRING", "OVERLAY", "POSITION"})


@dataclass(frozen=True)
class Reference:
    """A table or table function: its name parts as written, quotes removed."""

    parts: tuple[str, ...]
    is_function: bool

    @property
    def text(self) -> str:
        """For messages."""
        return ".".join(self.parts)


@dataclass
class _Level:
    """One pair of parentheses (or the whole text); `own` has its CTEs and the index from which each may be named."""

    takes_from: bool
    in_from: bool = False
    wants_table: bool = False
    in_with: bool = False
    recursive: bool = False
    own: dict[str, int] = field(default_factory=dict)


def table_references(read: list[Token], *, tsql: bool) -> Iterator[Reference]:
    """Tables and table functions that a query reads, without the names of CTEs that are in scope.

    `tsql`: whether every CTE may be recursive, as in T-SQL, or those after WITH RECURSIVE.
    """
    levels = [_Level(takes_from=True)]
    index = 0
    while index < len(read):
        level, token = levels[-1], read[index]
        if level.wants_table and token.kind in {"word", "name"} and token != Token("word", "LATERAL"):
            reference, after = _reference(read, index)
            level.wants_table = False
            if not _is_own(reference, levels, index):
                yield reference
            index = after
            continue
        if token.kind == "sign":
            _sign(levels, read, index)
        elif level.wants_table and token.kind != "word":
            level.wants_table = False
            yield Reference((token.text,), is_function=False)
        elif level.in_with and (body := _body_of_cte(read, index)) is not None:
            level.own[token.text.lower()] = _named_from(read, body, tsql=tsql, recursive=level.recursive)
        elif token.kind == "word":
            _word(level, read, index)
        index += 1


def _is_own(reference: Reference, levels: list[_Level], index: int) -> bool:
    if reference.is_function or len(reference.parts) != 1:
        return False
    name = reference.parts[0].lower()
    return any(level.own.get(name, index + 1) <= index for level in levels)


def _sign(levels: list[_Level], read: list[Token], index: int) -> None:
    level, sign = levels[-1], read[index].text
    if sign == "(":
        opener = read[index - 1] if index else None
        function = opener is not None and opener.kind == "word" and opener.text in _SQL_FUNCTIONS_WITH_FROM
        # A parenthesis where a table is wanted holds a query, or tables: FROM ([a] JOIN [b] ON ...).
        holds_tables = level.wants_table and _text(read, index + 1) not in {"SELECT", "WITH", "VALUES"}
        level.wants_table = False
        levels.append(_Level(takes_from=not function, in_from=holds_tables, wants_table=holds_tables))
    elif sign == ")":
        levels.pop()
    elif sign == ",":
        level.wants_table = level.in_from


def _word(level: _Level, read: list[Token], index: int) -> None:
    word = read[index].text
    if word == "FROM":
        compares = index > 1 and read[index - 1].text == "DISTINCT" and read[index - 2].text in {"IS", "NOT"}
        is_clause = level.takes_from and not compares
        level.in_from = level.wants_table = is_clause
    elif word in {"JOIN", "APPLY"}:
        level.wants_table = True
    elif word == "WITH" and _text(read, index + 1) != "(":
        level.in_with, level.recursive = True, _text(read, index + 1) == "RECURSIVE"
    elif word in _ENDS_FROM:
        level.in_from = level.wants_table = level.in_with = False


def _reference(read: list[Token], index: int) -> tuple[Reference, int]:
    """The dotted name at `index` and the index after it; `a..b` keeps its empty part."""
    parts = [read[index].text]
    index += 1
    while index < len(read) and read[index].text == "." and read[index].kind == "sign":
        index += 1
        if index < len(read) and read[index].kind in {"word", "name"}:
            parts.append(read[index].text)
            index += 1
        else:
            parts.append("")
    is_function = index < len(read) and read[index] == Token("sign", "(")
    return Reference(tuple(parts), is_function), index


def _body_of_cte(read: list[Token], index: int) -> int | None:
    """Where the body of the CTE opens whose name stands at `index`; None when that is no name of a CTE."""
    if read[index].kind not in {"word", "name"} or index == 0:
        return None
    if read[index - 1].text not in {"WITH", "RECURSIVE", ","}:
        return None
    after = index + 1
    if _text(read, after) == "(":
        after = _closing(read, after) + 1
    if _text(read, after) != "AS":
        return None
    after += 1
    while _text(read, after) in {"NOT", "MATERIALIZED"}:
        after += 1
    return after if _text(read, after) == "(" else None


def _named_from(read: list[Token], body: int, *, tsql: bool, recursive: bool) -> int:
    """The index from which the name of the CTE with this body stands for it.

    Recursive is what follows the last UNION of the body in DuckDB, and the first in T-SQL.
    """
    end = _closing(read, body)
    places = list(_set_operators(read, body, end)) if tsql or recursive else []
    if not places:
        return end
    place = places[0 if tsql else -1]
    return place if read[place].text == "UNION" else end


def _set_operators(read: list[Token], body: int, end: int) -> Iterator[int]:
    depth = 0
    for place in range(body, end):
        token = read[place]
        if token.kind == "sign":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        elif depth == 1 and token.kind == "word" and token.text in _SET_OPERATORS:
            yield place


def _closing(read: list[Token], index: int) -> int:
    depth = 0
    for place in range(index, len(read)):
        if read[place].kind == "sign":
            depth += {"(": 1, ")": -1}.get(read[place].text, 0)
        if depth == 0:
            return place
    return len(read)


def _text(read: list[Token], index: int) -> str:
    return read[index].text if index < len(read) else ""
