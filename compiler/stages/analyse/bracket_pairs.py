"""Brackets in pairs: sqlglot's parser takes the end of some calls for their closing bracket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults

BRACKETS: Final = {
    TokenType.R_PAREN: TokenType.L_PAREN,
    TokenType.R_BRACKET: TokenType.L_BRACKET,
    TokenType.R_BRACE: TokenType.L_BRACE,
}
"""What closes, and what it closes."""
CASES: Final = {TokenType.END: TokenType.CASE}
_OTHER_HALF: Final = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}


def refuse_unpaired_brackets(tokens: Sequence[Token], dialect: SourceDialect, faults: Faults) -> bool:
    """Whether every bracket has its other half; one that has not is reported."""
    opened, strays = unpaired(tokens, BRACKETS)
    for token, (message, remedy) in ((t, stray(t)) for t in strays[:1]):
        faults.report_at(codes.SYNTAX, message, token.start, 1, remedy)
    for token, (message, remedy) in ((t, unclosed(t)) for t in opened[-1:]):
        faults.report_at(codes.SYNTAX, message, token.start, 1, remedy)
    return not (opened or strays)


def stray(bracket: Token) -> tuple[str, str]:
    """Message and remedy of a bracket that closes nothing."""
    return f"this `{bracket.text}` closes nothing", f"take it out, or write its `{_OTHER_HALF[bracket.text]}`"


def unclosed(bracket: Token) -> tuple[str, str]:
    """Message and remedy of a bracket that is never closed."""
    return f"this `{bracket.text}` is never closed", f"write `{_OTHER_HALF[bracket.text]}` where it ends"


def unpaired(
    tokens: Sequence[Token], pairs: Mapping[TokenType, TokenType]
) -> tuple[list[Token], list[Token]]:
    """The opening tokens that nothing closes, and the closing ones that close nothing, in order."""
    openings, strays = set(pairs.values()), list[Token]()
    opened: list[Token] = []
    for token in tokens:
        if token.token_type in openings:
            opened.append(token)
        elif token.token_type in pairs:
            if not opened:
                strays.append(token)
            elif pairs[token.token_type] is opened[-1].token_type:
                opened.pop()
    return opened, strays
