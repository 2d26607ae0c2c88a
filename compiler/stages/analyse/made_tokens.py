"""Tokens that are put between those of an author, where sqlglot's parser would read these otherwise."""

from __future__ import annotations

from sqlglot.tokenizer_core import Token, TokenType


def token_at(place: Token, kind: TokenType, text: str) -> Token:
    """A token that nobody wrote, at the place of one that is written."""
    return Token(kind, text, place.line, place.col, place.start, place.end)
