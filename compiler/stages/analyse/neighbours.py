"""Words and signs that cannot stand side by side in any dialect, and that sqlglot's parser passes over.

It takes `SELECT , a` for `SELECT a`, `IN ('a' 'b')` for `IN ('ab')` and `sum(a) AS, b` for two columns. PostgreSQL joins two
texts only where a line ends between them: https://www.postgresql.org/docs/current/sql-syntax-lexical.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults

_BEGINNINGS: Final = frozenset({
    TokenType.SELECT, TokenType.DISTINCT, TokenType.WITH, TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.COMMA,
    TokenType.FROM, TokenType.JOIN, TokenType.ON, TokenType.WHERE, TokenType.GROUP_BY, TokenType.HAVING,
    TokenType.ORDER_BY, TokenType.PARTITION_BY, TokenType.AND, TokenType.OR, TokenType.NOT,
})  # fmt: skip
"""What neither a comma nor AS may follow."""
_NO_NAME: Final = frozenset({TokenType.COMMA, TokenType.R_PAREN, TokenType.DOT, TokenType.SELECT})
_NO_KEY: Final = frozenset({TokenType.ORDER_BY, TokenType.R_PAREN})
_LITERALS: Final = frozenset({TokenType.STRING, TokenType.NUMBER, TokenType.NULL})
_BARE: Final = frozenset({TokenType.NUMBER, TokenType.NULL})
_BEFORE_VALUES: Final = frozenset({
    "ASYMMETRIC", "DEFAULT", "ESCAPE", "GROUPS", "PERCENT", "PLACING", "PRECISION", "RANGE", "ROWS", "SAMPLE", "SYMMETRIC", "TIES", "TOP",
    "UESCAPE", "VALUE",
})  # fmt: skip
"""Words, no names, that a value may follow, though they can be names elsewhere."""


def refuse_wrong_neighbours(tokens: Sequence[Token], dialect: SourceDialect, faults: Faults) -> bool:
    """Whether no two tokens stand side by side that cannot; reported where two do."""
    found = len(faults.found)
    for before, token, following in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
        if token.token_type is TokenType.COMMA and before is not None and before.token_type in _BEGINNINGS:
            _report(token, "a comma with nothing before it", "take it out, or write what is missing", faults)
        elif token.token_type is TokenType.ALIAS:
            _read_as(before, token, following, faults)
        elif token.token_type is TokenType.COMMA and following is not None and _is_join(following):
            _report(token, "a comma before JOIN", "take it out", faults)
        elif token.token_type is TokenType.PARTITION_BY and (following and following.token_type in _NO_KEY):
            _report(token, "PARTITION BY with nothing behind it", "take it out, or write a column", faults)
        elif token.token_type in _LITERALS and before is not None and dialect != "tsql":
            _read_literal(before, token, faults)
    return len(faults.found) == found


def _is_join(token: Token) -> bool:
    return token.token_type in (TokenType.JOIN, TokenType.CROSS, TokenType.INNER)


def _read_as(before: Token | None, token: Token, following: Token | None, faults: Faults) -> None:
    if before is None or before.token_type in {*_BEGINNINGS, TokenType.ALIAS}:
        _report(token, "AS with nothing before it", "take it out, or write what is to be called so", faults)
    elif following is None or following.token_type in _NO_NAME:
        _report(token, "a name is missing after AS", "write the name, or take AS out", faults)


def _read_literal(before: Token, token: Token, faults: Faults) -> None:
    kind = token.token_type
    both_texts = kind is TokenType.STRING and before.token_type is TokenType.STRING
    if both_texts and "\n" not in faults.text[before.end : token.start]:
        _report(token, "two texts side by side", _REMEDY, faults)
    elif kind in _BARE and _is_value(before):
        _report(token, f"`{token.text}` does not belong behind `{before.text}`", _REMEDY, faults)


_REMEDY: Final = "write the comma or the operator between them"


def _is_value(token: Token) -> bool:
    if token.token_type in (TokenType.VAR, TokenType.NAME):
        return token.text.upper() not in _BEFORE_VALUES
    return token.token_type in {*_LITERALS, TokenType.IDENTIFIER}


def _report(token: Token, message: str, remedy: str, faults: Faults) -> None:
    faults.report_at(codes.SYNTAX, message, token.start, token.end - token.start + 1, remedy)
