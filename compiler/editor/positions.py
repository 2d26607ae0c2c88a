"""Between offsets of a text, lines and columns of diagnostics, and positions as the protocol counts them.

The protocol counts columns in the units that client and server agreed on: UTF-16 where nothing else was agreed, in
which a character beyond the Basic Multilingual Plane is two. Lines end alike in both (LF, CRLF, CR).
Specification: Language Server Protocol 3.17, "Position" and "PositionEncodingKind".
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from compiler.diagnostics.diagnostic import Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_BYTES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def units(text: str, encoding: Encoding) -> int:
    """How many units of an encoding a text is long."""
    codec, size = _BYTES[encoding]
    return len(text) if text.isascii() else len(text.encode(codec, "surrogatepass")) // size


@dataclass(frozen=True)
class Lines:
    """A text with line feeds alone, and the encoding that positions are counted in."""

    text: str
    encoding: Encoding

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(at + 1 for at, character in enumerate(self.text) if character == "\n")]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 0, of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return line, units(self.text[self._starts[line] : offset], self.encoding)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column; beyond a line's end its end, beyond the text its end."""
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        end = self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self.text)
        content = self.text[start:end]
        if content.isascii():
            return start + min(column, len(content))
        codec, size = _BYTES[self.encoding]
        return start + len(content.encode(codec, "surrogatepass")[: column * size].decode(codec, "ignore"))

    def offsets(self, span: Span) -> tuple[int, int]:
        """Start and end of a diagnostic's span."""
        return self._character(span.line, span.column), self._character(span.end_line, span.end_column)

    def _character(self, line: int, column: int) -> int:
        if line > len(self._starts):
            return len(self.text)
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        return min(self._starts[line - 1] + column - 1, end)


def with_line_feeds(text: str) -> str:
    """A text as `Source` holds it: without a byte order mark, lines ending in line feeds; no column is moved by it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
