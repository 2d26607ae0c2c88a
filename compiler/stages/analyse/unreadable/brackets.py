"""Parentheses, and CASE ... END, that are not in pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.stages.analyse.unreadable.stop import Explanation, Stop, around

_PAIRS: Final = {
    TokenType.R_PAREN: TokenType.L_PAREN,
    TokenType.R_BRACKET: TokenType.L_BRACKET,
    TokenType.R_BRACE: TokenType.L_BRACE,
}
_CASE: Final = {TokenType.END: TokenType.CASE}


def stray_bracket(stop: Stop) -> Explanation | None:
    """`sum(amount))`."""
    _, strays = _unpaired(stop.tokens, _PAIRS)
    if not strays:
        return None
    sign = {")": "(", "]": "[", "}": "{"}[strays[0].text]
    return around(strays[0], f"this `{strays[0].text}` closes nothing", f"take it out, or write its `{sign}`")


def unclosed_bracket(stop: Stop) -> Explanation | None:
    """`sum(amount AS total`: told at the bracket that opens, of several at the one that was being read."""
    never_closed = _open(stop.tokens, _PAIRS)
    if not never_closed:
        return None
    being_read = _open(stop.tokens[: stop.at], _PAIRS)[-1:]
    opening = being_read[0] if being_read and being_read[0] in never_closed else never_closed[-1]
    closing = {"(": ")", "[": "]", "{": "}"}[opening.text]
    where = "where it ends"
    if being_read == [opening] and stop.said.startswith("Expecting") and not stop.is_last:
        where = f"before `{stop.written(stop.tokens[stop.at])}`"
    return around(opening, f"this `{opening.text}` is never closed", f"write `{closing}` {where}")


def case_without_end(stop: Stop) -> Explanation | None:
    """`CASE WHEN a THEN 1 ELSE 0 FROM t`, and `CASE a > 1 THEN`."""
    if "END after CASE" not in stop.said:
        return None
    case = _open(stop.tokens[: stop.at], _CASE)[-1:] or _open(stop.tokens, _CASE)[-1:]
    if not case:
        return None
    inside = [token.token_type for token in stop.tokens if token.start > case[0].start]
    if TokenType.WHEN not in inside:
        return around(case[0], "this CASE has no WHEN", "write CASE WHEN condition THEN value END")
    return around(case[0], "this CASE has no END", "write END behind its last value")


def _open(tokens: Sequence[Token], pairs: dict[TokenType, TokenType]) -> list[Token]:
    """The opening tokens that no token behind them closes, in order."""
    return _unpaired(tokens, pairs)[0]


def _unpaired(tokens: Sequence[Token], pairs: dict[TokenType, TokenType]) -> tuple[list[Token], list[Token]]:
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
