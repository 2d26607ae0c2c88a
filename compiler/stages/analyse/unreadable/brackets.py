"""Parentheses, and CASE ... END, that are not in pairs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot.tokenizer_core import Token, TokenType

from compiler.stages.analyse.bracket_pairs import BRACKETS, CASES, stray, unclosed, unpaired
from compiler.stages.analyse.unreadable.stop import Explanation, Stop, around


def stray_bracket(stop: Stop) -> Explanation | None:
    """`sum(amount))`."""
    _, strays = unpaired(stop.tokens, BRACKETS)
    if not strays:
        return None
    return around(strays[0], *stray(strays[0]))


def unclosed_bracket(stop: Stop) -> Explanation | None:
    """`sum(amount AS total`: told at the bracket that opens, of several at the one that was being read."""
    never_closed = _open(stop.tokens, BRACKETS)
    if not never_closed:
        return None
    being_read = _open(stop.tokens[: stop.at], BRACKETS)[-1:]
    opening = being_read[0] if being_read and being_read[0] in never_closed else never_closed[-1]
    message, remedy = unclosed(opening)
    if being_read == [opening] and stop.said.startswith("Expecting") and not stop.is_last:
        remedy = remedy.replace("where it ends", f"before `{stop.written(stop.tokens[stop.at])}`")
    return around(opening, message, remedy)


def case_without_end(stop: Stop) -> Explanation | None:
    """`CASE WHEN a THEN 1 ELSE 0 FROM t`, and `CASE a > 1 THEN`."""
    if "END after CASE" not in stop.said:
        return None
    case = _open(stop.tokens[: stop.at], CASES)[-1:] or _open(stop.tokens, CASES)[-1:]
    if not case:
        return None
    inside = [token.token_type for token in stop.tokens if token.start > case[0].start]
    if TokenType.WHEN not in inside:
        return around(case[0], "this CASE has no WHEN", "write CASE WHEN condition THEN value END")
    return around(case[0], "this CASE has no END", "write END behind its last value")


def _open(tokens: Sequence[Token], pairs: dict[TokenType, TokenType]) -> list[Token]:
    """The opening tokens that no token behind them closes, in order."""
    return unpaired(tokens, pairs)[0]
