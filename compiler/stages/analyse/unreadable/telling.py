"""From the parser's error to what the author is told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token

from compiler.ir.query import SourceDialect
from compiler.stages.analyse.escapes import decode_literals
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.reading import OF_SQLGLOT, tokens_of, trees_of
from compiler.stages.analyse.unreadable.explaining import explain
from compiler.stages.analyse.unreadable.stop import Explanation, Stop


def told(error: ParseError, text: str, tokens: Sequence[Token], dialect: SourceDialect) -> Explanation:
    """What a rule knows of the place where the parser stopped, or its own words."""
    said, at = str(error.errors[0].get("description") or ""), _stopped_at(error, tokens)
    stop = Stop(text, dialect, tokens, at, said, lambda other: _where_reading_stops(other, dialect))
    return explain(stop) or _in_words_of_parser(stop)


def _stopped_at(error: ParseError, tokens: Sequence[Token]) -> int:
    """The index of the token at which the parser stopped; it tells the line and the column of the token's end."""
    place = error.errors[0].get("line"), error.errors[0].get("col")
    return next((at for at, token in enumerate(tokens) if (token.line, token.col) == place), len(tokens) - 1)


def _where_reading_stops(text: str, dialect: SourceDialect) -> int | None:
    """The offset of the token at which the reading of a text stops; None where it can be read."""
    try:
        tokens = tokens_of(text, dialect)
    except TokenError:
        return 0
    decode_literals(tokens, dialect, Faults(text))
    try:
        trees_of(tokens, text, dialect)
    except ParseError as error:
        return tokens[_stopped_at(error, tokens)].start
    except OF_SQLGLOT:
        return 0
    return None


def _in_words_of_parser(stop: Stop) -> Explanation:
    token = stop.tokens[stop.at]
    plain = stop.said.strip().rstrip(".").split(" but got <Token")[0]
    if "missing for <class" in plain:
        plain = "something is missing here"
    if "Unexpected token" in plain:
        plain = "this word does not belong here; a comma or an operator may be missing before it"
    reason = plain[0].lower() + plain[1:] if plain else "the query cannot be read"
    message = f"{reason}, near `{stop.written(token)}`"
    return Explanation(message, token.start, token.end + 1, "compare the place with the dialect")
