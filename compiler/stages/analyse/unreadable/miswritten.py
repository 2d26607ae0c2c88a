"""Values, patterns and signs as people write them and SQL does not."""

from __future__ import annotations

from sqlglot.tokenizer_core import TokenType

from compiler.stages.analyse.unreadable.stop import Explanation, Replacement, Stop, around

_THOUSANDS = 3


def number_with_commas(stop: Stop) -> Explanation | None:
    """`amount > 1,000`."""
    first, comma, second = stop.token(-2), stop.token(-1), stop.token()
    if first is None or comma is None or second is None or not stop.is_kind(-1, TokenType.COMMA):
        return None
    touching = first.end + 1 == comma.start and comma.end + 1 == second.start
    numbers = stop.is_kind(-2, TokenType.NUMBER) and stop.is_kind(0, TokenType.NUMBER)
    if not (touching and numbers and len(second.text.partition(".")[0]) == _THOUSANDS):
        return None
    plain = first.text + second.text
    edit = Replacement(first.start, second.end + 1, plain)
    return Explanation(
        "a comma inside a number",
        first.start,
        second.end + 1,
        f"write {plain}",
        edit if stop.goes_on_with(edit) else None,
    )


def pattern_without_quotes(stop: Stop) -> Explanation | None:
    """`name LIKE %a%`."""
    for distance in (0, -1, -2):
        like = stop.token(distance - 1)
        if stop.is_kind(distance, TokenType.MOD) and stop.is_kind(
            distance - 1, TokenType.LIKE, TokenType.ILIKE
        ):
            token = stop.token(distance)
            if token is not None and like is not None:
                return around(
                    token, "a pattern is a text", f"put it in single quotes: {like.text.upper()} '%a%'"
                )
    return None


def turned_comparison(stop: Stop) -> Explanation | None:
    """`a => 1`, `a =< 1`."""
    here = stop.token()
    if here is not None and stop.is_kind(0, TokenType.FARROW):
        return around(here, "`=>` is no comparison", "write >=", Replacement(here.start, here.end + 1, ">="))
    for distance in (0, -1, -2):
        first, second = stop.token(distance - 1), stop.token(distance)
        if first is None or second is None or first.end + 1 != second.start:
            continue
        if stop.is_kind(distance - 1, TokenType.EQ) and stop.is_kind(distance, TokenType.LT):
            edit = Replacement(first.start, second.end + 1, "<=")
            return Explanation("`=<` is no comparison", first.start, second.end + 1, "write <=", edit)
    return None


def comment_of_slashes(stop: Stop) -> Explanation | None:
    """`// a comment`."""
    for distance in (0, -1):
        first, second = stop.token(distance - 1), stop.token(distance)
        if first is None or second is None or first.end + 1 != second.start:
            continue
        if stop.text[first.start : second.end + 1] == "//":
            return Explanation("`//` begins no comment", first.start, second.end + 1, "write -- in its place")
    return None
