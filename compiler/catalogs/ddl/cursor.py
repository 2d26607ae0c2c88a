"""A place among the tokens of one statement, and the small steps that readers of DDL take from it."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.catalogs.names import TableName
from compiler.tsql.lexer import Token


class DdlError(ValueError):
    """DDL that is not as SQL Server writes it; `offset` is the place in the script."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass
class Cursor:
    """The tokens of a statement and how far they have been read."""

    tokens: list[Token]
    at: int = 0

    @property
    def done(self) -> bool:
        """Whether all tokens are read."""
        return self.at >= len(self.tokens)

    def peek(self, ahead: int = 0) -> Token | None:
        """The token `ahead` of here."""
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    @property
    def offset(self) -> int:
        """Where the next token stands in the script; the end of the last one where there is none."""
        token = self.peek()
        if token is not None:
            return token.start
        return self.tokens[-1].end if self.tokens else 0

    def take(self) -> Token:
        """Read one token. Raises DdlError at the end."""
        token = self.peek()
        if token is None:
            raise DdlError("the statement ends too early", self.offset)
        self.at += 1
        return token

    def next_is(self, *words: str) -> bool:
        """Whether the next token is one of these keywords."""
        token = self.peek()
        return token is not None and token.is_word(*words)

    def next_are(self, *words: str) -> bool:
        """Whether these keywords follow, in this order."""
        found = [self.peek(ahead) for ahead in range(len(words))]
        return all(
            token is not None and token.is_word(word) for token, word in zip(found, words, strict=True)
        )

    def skip_words(self, *words: str) -> bool:
        """Read these keywords if they follow."""
        if not self.next_are(*words):
            return False
        self.at += len(words)
        return True

    def skip_sign(self, sign: str) -> bool:
        """Read a sign if it follows."""
        token = self.peek()
        if token is None or not token.is_sign(sign):
            return False
        self.at += 1
        return True

    def expect_sign(self, sign: str) -> None:
        """Read a sign. Raises DdlError."""
        if not self.skip_sign(sign):
            raise DdlError(f"`{sign}` is expected here", self.offset)

    def name(self) -> str:
        """Read one name, quoted or not. Raises DdlError."""
        token = self.take()
        if token.kind not in ("word", "name"):
            raise DdlError(f"a name is expected here, not `{token.text}`", token.start)
        return token.value

    def dotted_name(self) -> list[str]:
        """Read a name of one or more parts. Raises DdlError."""
        parts = [self.name()]
        while self.skip_sign("."):
            parts.append(
                "" if (following := self.peek()) is not None and following.is_sign(".") else self.name()
            )
        return parts

    def table_name(self, default_schema: str) -> TableName:
        """Read a table's name; a database before it is dropped. Raises DdlError."""
        parts = self.dotted_name()
        schema = parts[-2] if len(parts) > 1 and parts[-2] else default_schema
        return TableName(schema, parts[-1])

    def bracketed(self) -> list[Token]:
        """Read `( ... )`, and return what stands inside. Raises DdlError."""
        opening = self.offset
        self.expect_sign("(")
        depth, start = 1, self.at
        while depth:
            token = self.peek()
            if token is None:
                raise DdlError("a bracket that is never closed", opening)
            depth += token.is_sign("(") - token.is_sign(")")
            self.at += 1
        return self.tokens[start : self.at - 1]


def split_by_comma(tokens: list[Token]) -> list[list[Token]]:
    """Parts between commas that stand in no inner bracket."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += token.is_sign("(") - token.is_sign(")")
        if depth == 0 and token.is_sign(","):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]
