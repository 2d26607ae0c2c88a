"""A place in the tokens of a statement, which moves on where the next token is the one that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from compiler.tsql.lexer import Token


class Misfit(ValueError):
    """The first token that the grammar has no place for; None at the end of the text. The message says what is wanted there."""

    def __init__(self, wanted: str, token: Token | None) -> None:
        super().__init__(wanted)
        self.token = token


class Rules(NamedTuple):
    """The rules of the grammar that hold one another."""

    query: Callable[[Cursor], None]
    condition: Callable[[Cursor], None]
    value: Callable[[Cursor], None]


class Cursor:
    """The tokens, and how many of them are read."""

    def __init__(self, tokens: Sequence[Token], rules: Rules) -> None:
        self.tokens, self.rules = tokens, rules
        self.at = 0
        self._closing = _closing(tokens)

    def token(self, ahead: int = 0) -> Token | None:
        """The token that comes next, or one further on; None behind the last."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def is_word(self, *words: str, ahead: int = 0) -> bool:
        """Whether one of the words (in lower case) comes next."""
        token = self.token(ahead)
        return token is not None and token.is_word(*words)

    def is_sign(self, *signs: str, ahead: int = 0) -> bool:
        """Whether one of the signs comes next."""
        token = self.token(ahead)
        return token is not None and token.kind == "sign" and token.text in signs

    def is_kind(self, *kinds: str, ahead: int = 0) -> bool:
        """Whether a token of one of the kinds comes next."""
        token = self.token(ahead)
        return token is not None and token.kind in kinds

    def take_words(self, *words: str) -> bool:
        """Move past the words if they come next, all of them in this order."""
        if not all(self.is_word(word, ahead=ahead) for ahead, word in enumerate(words)):
            return False
        self.at += len(words)
        return True

    def take_one(self, *words: str) -> bool:
        """Move past the next token if it is one of the words."""
        return self._take(self.is_word(*words))

    def take_sign(self, *signs: str) -> bool:
        """Move past the next token if it is one of the signs."""
        return self._take(self.is_sign(*signs))

    def take_kind(self, *kinds: str) -> bool:
        """Move past the next token if it is of one of the kinds."""
        return self._take(self.is_kind(*kinds))

    def whole_number(self) -> int | None:
        """The number that comes next, if it is one in digits alone."""
        token = self.token()
        return (
            int(token.text)
            if token is not None and token.kind == "number" and token.text.isdecimal()
            else None
        )

    def need(self, found: bool, wanted: str) -> None:
        """Raise Misfit at the next token unless what was wanted has been found."""
        if not found:
            raise Misfit(wanted, self.token())

    def need_words(self, *words: str) -> None:
        """Move past the words; raises Misfit."""
        for word in words:
            self.need(self.take_one(word), word.upper())

    def need_sign(self, sign: str) -> None:
        """Move past the sign; raises Misfit."""
        self.need(self.take_sign(sign), f"`{sign}`")

    def need_name(self, wanted: str) -> None:
        """Move past a name; raises Misfit."""
        self.need(self.take_kind("name"), wanted)

    def listed(self, read: Callable[[Cursor], None]) -> None:
        """One or more of something, with commas between."""
        read(self)
        while self.take_sign(","):
            read(self)

    def in_brackets(self, read: Callable[[Cursor], None]) -> None:
        """Something between round brackets."""
        self.need_sign("(")
        read(self)
        self.need_sign(")")

    def behind_brackets(self) -> Token | None:
        """What follows the bracket that closes the one that comes next; None where nothing does, or it is never closed."""
        place = self._closing.get(self.at, len(self.tokens)) + 1
        return self.tokens[place] if place < len(self.tokens) else None

    def _take(self, found: bool) -> bool:
        self.at += found
        return found


def _closing(tokens: Sequence[Token]) -> dict[int, int]:
    """The place of each opening bracket to that of the one that closes it."""
    opened: list[int] = []
    closing: dict[int, int] = {}
    for place, token in enumerate(tokens):
        if token.is_sign("("):
            opened.append(place)
        elif token.is_sign(")") and opened:
            closing[opened.pop()] = place
    return closing
