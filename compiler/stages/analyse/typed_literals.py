"""`DATE '2024-01-31'::text`, of which sqlglot's parser casts the text first: the literal is put into brackets.

A constant with its type before it is one constant, and `::` binds what is before it:
https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-CONSTANTS-GENERIC.
"""

from __future__ import annotations

from typing import Final

from sqlglot.parser import Parser
from sqlglot.tokenizer_core import Token, TokenType

from compiler.stages.analyse.made_tokens import token_at

_TYPES: Final = frozenset(Parser.TYPE_TOKENS) - {TokenType.INTERVAL, TokenType.IDENTIFIER, TokenType.VAR}
_BEHIND: Final = frozenset({TokenType.DCOLON, TokenType.L_BRACKET})


def with_literals_in_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens with brackets around every constant that has its type before it and a cast or subscript behind it."""
    made: list[Token] = []
    for at, token in enumerate(tokens):
        made.append(token)
        behind = tokens[at + 1].token_type if at + 1 < len(tokens) else None
        if token.token_type is TokenType.STRING and behind in _BEHIND:
            words = _words_of_type(made[:-1])
            if words:
                first = made[-1 - words]
                made.insert(len(made) - 1 - words, token_at(first, TokenType.L_PAREN, "("))
                made.append(token_at(token, TokenType.R_PAREN, ")"))
    return made


def _words_of_type(before: list[Token]) -> int:
    """How many tokens at the end name a type: `TIMESTAMP`, `TIMESTAMP(3)`, `TIMESTAMP WITH TIME ZONE`; 0 if none does."""
    texts = [token.text.upper() for token in before[-6:]]
    zone = 3 if texts[-2:] == ["TIME", "ZONE"] and texts[-3:-2] in (["WITH"], ["WITHOUT"]) else 0
    rest = before[: len(before) - zone]
    kinds = [token.token_type for token in rest[-4:]]
    size = 3 if kinds[-3:] == [TokenType.L_PAREN, TokenType.NUMBER, TokenType.R_PAREN] else 0
    named = kinds[-1 - size :][:1]
    return zone + size + 1 if named and named[0] in _TYPES else 0
