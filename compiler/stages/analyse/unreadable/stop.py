"""The place where reading stopped, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlglot.tokenizer_core import Token, TokenType

from compiler.ir.query import SourceDialect

WORDS = frozenset({TokenType.VAR, TokenType.IDENTIFIER})
"""What can be a name."""


class Replacement(NamedTuple):
    """Text that surely belongs in the place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


class Explanation(NamedTuple):
    """What is told instead of the parser's words, of the characters from `start` up to `end`."""

    message: str
    start: int
    end: int
    remedy: str
    edit: Replacement | None = None


@dataclass(frozen=True)
class Stop:
    """Reading stopped at the token `tokens[at]`; `said` are the parser's words.

    `read` gives the offset at which the reading of a text stops, or None where it can be read to its end.
    """

    text: str
    dialect: SourceDialect
    tokens: Sequence[Token]
    at: int
    said: str
    read: Callable[[str], int | None]

    def token(self, distance: int = 0) -> Token | None:
        """The token so many places after the stop; before it where `distance` is negative."""
        place = self.at + distance
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def is_kind(self, distance: int, *kinds: TokenType) -> bool:
        """Whether there is a token of one of these kinds there."""
        token = self.token(distance)
        return token is not None and token.token_type in kinds

    def is_word(self, distance: int, *words: str) -> bool:
        """Whether there is one of these words there, given in capitals."""
        token = self.token(distance)
        return token is not None and token.text.upper() in words and token.token_type is not TokenType.STRING

    @property
    def is_last(self) -> bool:
        """Whether nothing follows."""
        return self.at >= len(self.tokens) - 1

    def written(self, token: Token) -> str:
        """A token as it is written, quotes and all."""
        return self.text[token.start : token.end + 1]

    def goes_on_with(self, edit: Replacement, beyond: int = 0) -> bool:
        """Whether the text is read further, by more than `beyond` tokens, or to its end, once the edit is made."""
        here = self.tokens[min(self.at + beyond, len(self.tokens) - 1)].start
        stopped = self.read(self.text[: edit.start] + edit.text + self.text[edit.end :])
        return stopped is None or stopped > here + len(edit.text) - (edit.end - edit.start)


def around(token: Token, message: str, remedy: str, edit: Replacement | None = None) -> Explanation:
    """An explanation of one token."""
    return Explanation(message, token.start, token.end + 1, remedy, edit)


def instead_of(token: Token, text: str) -> Replacement:
    """Another text in the place of a token."""
    return Replacement(token.start, token.end + 1, text)
