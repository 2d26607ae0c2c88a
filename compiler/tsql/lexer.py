"""T-SQL text to tokens: words, quoted names, text, numbers, signs, and the `GO` lines that part batches.

Source: https://learn.microsoft.com/sql/t-sql/language-elements/transact-sql-syntax-conventions-transact-sql and
.../database-identifiers. Comments nest, as in SQL Server. QUOTED_IDENTIFIER is taken as ON. Nothing is parsed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["word", "name", "text", "number", "variable", "sign", "go"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is as written; `value` has brackets and quotes taken off. `start` and `end` are offsets, end exclusive."""

    kind: TokenKind
    text: str
    value: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords (given in lower case), not a quoted name."""
        return self.kind == "word" and self.text.lower() in words

    def is_sign(self, sign: str) -> bool:
        """Whether this is the sign."""
        return self.kind == "sign" and self.text == sign


class LexError(ValueError):
    """Text that is no T-SQL: a quotation or comment without its end. `offset` is where it begins."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


_PARTS = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<line>--[^\r\n]*)
    | (?P<block>/\*)
    | (?P<text>N?'(?:[^']|'')*')
    | (?P<bracketed>\[(?:[^\]]|\]\])*\])
    | (?P<quoted>"(?:[^"]|"")*")
    | (?P<variable>@{1,2}[\w@$#]+)
    | (?P<number>0[xX][0-9A-Fa-f]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d][\w@$#]*|\#{1,2}[\w@$#]+)
    | (?P<sign><=|>=|<>|!=|!<|!>|\+=|-=|\*=|/=|%=|&=|\|=|\^=|\|\||::|<<|>>|[-+*/%&|^~=<>(),.;:{}!?$\\])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GO = re.compile(r"[ \t]*GO(?:[ \t]+\d+)?[ \t]*(?:--[^\n]*)?(?=\r?\n|\r|\Z)", re.IGNORECASE)
_OPEN = {"'": "text", '"': "quoted name", "[": "name in brackets"}


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a script, comments left out. Raises LexError."""
    at, line_start = 0, True
    while at < len(text):
        go = _GO.match(text, at) if line_start else None
        if go is not None:
            yield Token("go", text[at : go.end()], "GO", at, go.end())
            at, line_start = go.end(), False
            continue
        found = _PARTS.match(text, at)
        if found is None:
            raise LexError(_unreadable(text[at]), at)
        if found.lastgroup == "block":
            at = _comment_end(text, at)
            continue
        line_start = (
            found.lastgroup == "space"
            and "\n" in found[0]
            and not found[0].rpartition("\n")[2].strip(" \t\r")
        )
        at = found.end()
        if found.lastgroup not in ("space", "line"):
            yield _token(found)


def _unreadable(character: str) -> str:
    if character in _OPEN:
        return f"a {_OPEN[character]} that is never closed"
    return f"`{character}` begins no word of T-SQL"


def _token(found: re.Match[str]) -> Token:
    written, group = found[0], found.lastgroup
    if group == "bracketed":
        return Token("name", written, written[1:-1].replace("]]", "]"), *found.span())
    if group == "quoted":
        return Token("name", written, written[1:-1].replace('""', '"'), *found.span())
    if group == "text":
        body = written[written.index("'") + 1 : -1].replace("''", "'")
        return Token("text", written, body, *found.span())
    kinds: dict[str, TokenKind] = {"variable": "variable", "number": "number", "word": "word", "sign": "sign"}
    return Token(kinds[group or "sign"], written, written, *found.span())


def _comment_end(text: str, start: int) -> int:
    depth, at = 0, start
    while at < len(text):
        if text.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif text.startswith("*/", at):
            depth, at = depth - 1, at + 2
            if depth == 0:
                return at
        else:
            at += 1
    raise LexError("a comment that is never closed", start)
