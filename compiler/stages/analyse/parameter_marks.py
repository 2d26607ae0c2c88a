"""Parameters as tokens: `:from` and `:to` are read as `:since` would be, and `(:a)` is no alias before its value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.ir.query import SourceDialect

_MARKS: Final = frozenset({TokenType.COLON, TokenType.PARAMETER})
_ENDS_VALUE: Final = frozenset(
    {TokenType.STRING, TokenType.NUMBER, TokenType.IDENTIFIER, TokenType.R_PAREN, TokenType.R_BRACKET}
)
"""What a colon may follow that marks no parameter: `{'a':null}`, `s[1:end]`, `"x":1`."""


def mark_parameters(tokens: Sequence[Token], dialect: SourceDialect) -> None:
    """Make a plain word of each keyword that a parameter's mark stands directly before. Changes the tokens.

    In DuckDB's dialect a colon becomes the mark of `$name`: sqlglot takes what stands before a colon for an alias there.
    """
    before: Token | None = None
    for mark, word in pairwise(tokens):
        if mark.token_type in _MARKS and _is_name(mark, word) and not _ends_value(before, mark):
            word.token_type = TokenType.VAR
            mark.token_type = TokenType.PARAMETER if dialect == "duckdb" else mark.token_type
        before = mark


def _is_name(mark: Token, word: Token) -> bool:
    return mark.end + 1 == word.start and word.text.isidentifier()


def _ends_value(before: Token | None, mark: Token) -> bool:
    if before is None:
        return False
    touches = before.end + 1 == mark.start and before.text[-1:].isidentifier()
    return before.token_type in _ENDS_VALUE or touches
