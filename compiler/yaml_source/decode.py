"""From a file's bytes to its text: UTF-8, without a byte order mark, line ends as line feeds, printable characters only."""

from __future__ import annotations

import re

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.yaml_source.nodes import Source

MAX_BYTES = 10 * 1024 * 1024

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML 1.2 does not call printable, and the line ends of Unicode, which editors and YAML count differently."""


class Undecodable(Exception):
    """The file holds no text that can be read on; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def decode(name: str, data: bytes) -> Source:
    """The text of a file. Raises Undecodable when it is too large, not UTF-8 or holds forbidden characters."""
    if len(data) > MAX_BYTES:
        raise _fault(reading.TOO_LARGE.id, name, f"the file has more than {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, data, error) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = Source(name, text)
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        raise Undecodable(_forbidden_character(source, forbidden.start()))
    return source


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Undecodable:
    if data.startswith(_UTF16_MARKS):
        return _fault(reading.NOT_UTF8.id, name, "the file is UTF-16", remedy="save it as UTF-8")
    before = data[: error.start].decode("utf-8-sig")
    line, column = Source(name, before.replace("\r\n", "\n").replace("\r", "\n")).place(len(before))
    message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
    return Undecodable(
        Diagnostic(
            reading.NOT_UTF8.id, message, Span.point(name, line, column), help="save the file as UTF-8"
        )
    )


def _forbidden_character(source: Source, offset: int) -> Diagnostic:
    number = ord(source.text[offset])
    written = f"\\u{number:04x}" if number > 0xFF else f"\\x{number:02x}"
    return Diagnostic(
        reading.FORBIDDEN_CHARACTER.id,
        f"the character U+{number:04X} may not stand in a YAML file",
        source.span(offset, offset + 1),
        help="the file looks binary" if number == 0 else f'remove it, or write "{written}" in double quotes',
    )


def _fault(code: str, name: str, message: str, remedy: str | None = None) -> Undecodable:
    return Undecodable(Diagnostic(code, message, Span.point(name, 1, 1), help=remedy))
