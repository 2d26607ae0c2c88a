"""`ROLLUP (a, b > 1)`, of whose keys sqlglot's parser reads no conditions: they are put into brackets.

A key is any expression: https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-GROUPING-SETS.
"""

from __future__ import annotations

from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.stages.analyse.made_tokens import token_at

_SETS: Final = frozenset({TokenType.ROLLUP, TokenType.CUBE})
_OF_CONDITIONS: Final = frozenset(
    {
        TokenType.AND,
        TokenType.BETWEEN,
        TokenType.EQ,
        TokenType.GT,
        TokenType.GTE,
        TokenType.ILIKE,
        TokenType.IN,
        TokenType.IS,
        TokenType.LIKE,
        TokenType.LT,
        TokenType.LTE,
        TokenType.NEQ,
        TokenType.NOT,
        TokenType.OR,
        TokenType.RLIKE,
        TokenType.SIMILAR_TO,
    }
)


def with_keys_in_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens with brackets around every condition that is a key of ROLLUP or CUBE."""
    if not any(token.token_type in _SETS for token in tokens):
        return tokens
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        made.append(tokens[at])
        opens = at + 1 < len(tokens) and tokens[at + 1].token_type is TokenType.L_PAREN
        at += 1
        if made[-1].token_type in _SETS and opens:
            made.append(tokens[at])
            at = _keys(tokens, at + 1, made)
    return made


def _keys(tokens: list[Token], at: int, made: list[Token]) -> int:
    """Adds the keys from a place on, up to the bracket that closes them; the place of that bracket."""
    key: list[Token] = []
    is_condition, depth = False, 0
    for place in range(at, len(tokens)):
        token = tokens[place]
        ends = depth == 0 and token.token_type in (TokenType.COMMA, TokenType.R_PAREN)
        if ends:
            made.extend(_in_brackets(key) if is_condition else key)
            if token.token_type is TokenType.R_PAREN:
                return place
            made.append(token)
            key, is_condition = [], False
            continue
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        is_condition |= depth == 0 and token.token_type in _OF_CONDITIONS
        key.append(token)
    made.extend(key)
    return len(tokens)


def _in_brackets(key: list[Token]) -> list[Token]:
    return [token_at(key[0], TokenType.L_PAREN, "("), *key, token_at(key[-1], TokenType.R_PAREN, ")")]
