"""Clauses where no dialect has them, which sqlglot's parser reads in any order: ORDER BY before WHERE, LIMIT before ORDER BY.

Also a comma inside a condition, a clause with nothing in it, and CASE branches without THEN. Sources:
https://www.postgresql.org/docs/current/sql-select.html, https://duckdb.org/docs/stable/sql/query_syntax/select.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults

_ORDER: Final = {
    TokenType.WHERE: 1, TokenType.GROUP_BY: 2, TokenType.HAVING: 3, TokenType.ORDER_BY: 4,
    TokenType.LIMIT: 5, TokenType.OFFSET: 5, TokenType.FETCH: 5,
}  # fmt: skip
"""The clauses that may not stand in any other order; those of one number may change places."""
_COUNTED: Final = frozenset({TokenType.OFFSET, TokenType.FETCH})
_BEGINS_COUNT: Final = frozenset({
    TokenType.NUMBER, TokenType.COLON, TokenType.PARAMETER, TokenType.L_PAREN, TokenType.FIRST, TokenType.NEXT,
})  # fmt: skip
_BEGINS_QUERY: Final = frozenset({
    TokenType.SELECT, TokenType.UNION, TokenType.EXCEPT, TokenType.INTERSECT, TokenType.SEMICOLON,
})  # fmt: skip
_CONDITIONS: Final = frozenset({TokenType.WHERE, TokenType.HAVING})
_FILLED: Final = frozenset({TokenType.GROUP_BY, TokenType.ORDER_BY, TokenType.WHERE, TokenType.HAVING})
"""What says nothing without something behind it."""
_OPENING: Final = frozenset({TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE})
_CLOSING: Final = frozenset({TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END})


@dataclass
class _Level:
    """What was read of one query, of one pair of brackets or of one CASE: the last clause, and the WHEN that waits for THEN."""

    clause: Token | None = None
    selects: bool = False
    when: Token | None = None


def refuse_misplaced_clauses(tokens: Sequence[Token], dialect: SourceDialect, faults: Faults) -> bool:
    """Whether every clause has its place; reported where it has not."""
    before, levels = len(faults.found), [_Level()]
    for previous, token, following in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
        kind = token.token_type
        if previous is not None and previous.token_type is TokenType.DOT:
            continue  # a column, such as `period.end`
        if kind in _OPENING:
            levels.append(_Level())
        elif kind in _CLOSING and len(levels) > 1:
            _then_expected(levels.pop(), faults)
        elif kind in _BEGINS_QUERY:
            levels[-1] = _Level(selects=kind is TokenType.SELECT)
        elif kind is TokenType.FROM and following is not None and levels[-1].selects:
            _read_from(previous, token, following, dialect, faults)
        elif kind in _ORDER and not _is_name(kind, following):
            _read_clause(token, following, levels[-1], faults)
        else:
            _read_word(token, levels[-1], faults)
    return len(faults.found) == before


def _read_from(
    previous: Token | None, token: Token, following: Token, dialect: SourceDialect, faults: Faults
) -> None:
    if previous is not None and previous.token_type is TokenType.DISTINCT:
        return  # IS DISTINCT FROM
    if following.token_type is TokenType.FROM:
        _report(following, "FROM stands here twice", "take one of them out", faults)
    elif following.token_type is TokenType.STRING and dialect != "duckdb":
        remedy = "write the table's name bare, or in double quotes"
        _report(following, "a text where a table is needed", remedy, faults)


def _is_name(kind: TokenType, following: Token | None) -> bool:
    """Whether a word that T-SQL does not reserve stands for a column: nothing that could be counted follows."""
    return kind in _COUNTED and (following is None or following.token_type not in _BEGINS_COUNT)


def _read_clause(token: Token, following: Token | None, level: _Level, faults: Faults) -> None:
    earlier, word = level.clause, token.text.upper()
    if earlier is not None and _ORDER[earlier.token_type] > _ORDER[token.token_type]:
        behind = earlier.text.upper()
        _report(token, f"{word} stands behind {behind}", f"write it before {behind}", faults)
    elif token.token_type in _FILLED and _ends(following):
        _report(token, f"{word} with nothing behind it", "take it out, or write what is missing", faults)
    level.clause = token


def _ends(following: Token | None) -> bool:
    return following is None or following.token_type in {*_CLOSING, *_ORDER, TokenType.SEMICOLON}


def _read_word(token: Token, level: _Level, faults: Faults) -> None:
    kind = token.token_type
    if kind is TokenType.COMMA and level.clause is not None and level.clause.token_type in _CONDITIONS:
        word = level.clause.text.upper()
        _report(
            token,
            f"a comma inside {word}",
            "write AND or OR between conditions, and parentheses around the values behind IN",
            faults,
        )
    elif kind in (TokenType.WHEN, TokenType.ELSE):
        _then_expected(level, faults)
    if kind in (TokenType.WHEN, TokenType.THEN):
        level.when = token if kind is TokenType.WHEN else None


def _then_expected(level: _Level, faults: Faults) -> None:
    if level.when is not None:
        _report(level.when, "this WHEN has no THEN", "write WHEN condition THEN value", faults)
        level.when = None


def _report(token: Token, message: str, remedy: str, faults: Faults) -> None:
    faults.report_at(codes.SYNTAX, message, token.start, token.end - token.start + 1, remedy)
