"""Where each character of a scalar's value stands in the file.

YAML folds, strips and unescapes; a fault found in the value (a query, a template) is shown where the author typed
it. The map is made only when a fault asks for it, by reading the scalar's source text a second time next to
the value that libyaml made of it; the value is never made twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Span
from compiler.yaml_source.nodes import ScalarNode

_FOLD = r"(?P<fold>[ \t]*\n[ \t\n]*)"
_PIECES = {
    None: re.compile(rf"{_FOLD}|(?P<text>[^ \t\n]+|.)"),
    "'": re.compile(rf"{_FOLD}|(?P<escape>'')|(?P<text>[^ \t\n']+|.)"),
    '"': re.compile(
        rf"{_FOLD}|(?P<joined>\\\n[ \t\n]*)"
        r"|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.))|(?P<text>[^ \t\n\\]+|.)"
    ),
}
"""What flow scalars are made of, by their quotes."""


@dataclass(frozen=True, order=True)
class Run:
    """`length` characters of the value from `start` stand one by one in the source from `offset`."""

    start: int
    offset: int
    length: int


@dataclass(frozen=True)
class ContentMap:
    """The runs of one scalar, in order."""

    node: ScalarNode
    runs: tuple[Run, ...]

    def offset(self, position: int) -> int:
        """The offset in the source of a character of the value; between runs, where the last one ends."""
        index = bisect_right(self.runs, position, key=lambda run: run.start) - 1
        if index < 0:
            return self.node.offsets[0]
        run = self.runs[index]
        return run.offset + min(position - run.start, run.length)

    def span(self, start: int, end: int) -> Span:
        """The stretch of the file for the value's characters from `start` up to `end`."""
        first = self.offset(start)
        last = self.offset(end - 1) + 1 if end > start else first + 1
        return self.node.source.span(first, max(last, first + 1))


def content_map(node: ScalarNode) -> ContentMap:
    """The map of a text scalar, whatever its style."""
    text, (start, end) = node.source.text, node.offsets
    style, value = node.style, node.written
    if style in ("|", ">"):
        lines = _block_lines(text, start, node.composed.end_mark.index)
        return ContentMap(node, tuple(_block_runs(value, lines)))
    if style in ("'", '"'):
        start, end = start + 1, end - 1
    return ContentMap(node, tuple(_flow_runs(text[start:end], start, style)))


def _block_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Offset and text of each line below the header of a block scalar."""
    offset = text.find("\n", start, end) + 1
    if offset == 0:
        return
    for line in text[offset:end].split("\n"):
        yield offset, line
        offset += len(line) + 1


def _block_runs(value: str, lines: Iterable[tuple[int, str]]) -> Iterator[Run]:
    """Aligns the value of a literal or folded scalar with its lines.

    The indentation is the difference between the blanks that the first line with text has in the source and in
    the value. From there on only line ends differ: kept, or folded to one blank.
    """
    first = next((line for line in value.split("\n") if line.strip(" ")), None)
    indent: int | None = None
    position = 0
    for offset, line in lines:
        if indent is None and first is not None and line.strip(" "):
            has_tab = "\t" in line[: len(line) - len(line.lstrip())]
            indent = len(line) if has_tab else _blanks(line) - _blanks(first)
        cut = _cut(line, indent)
        text = line[cut:] if indent is not None else ""
        while value.startswith("\n", position) or (
            text and value.startswith(" ", position) and text[0] != " "
        ):
            position += 1
        if text and value.startswith(text, position):
            yield Run(position, offset + cut, len(text))
            position += len(text)


def _cut(line: str, indent: int | None) -> int:
    """The characters of a line that are not of the value; where the line is read as it was meant, less than `indent`."""
    if indent is None or not line[:indent].strip(" "):
        return indent or 0
    return len(line) - len(line.lstrip(" \t"))


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _flow_runs(written: str, offset: int, style: str | None) -> Iterator[Run]:
    """Aligns the value of a plain or quoted scalar, piece by piece of what is written."""
    position = 0
    for piece in _PIECES[style].finditer(written):
        length = _length_in_value(piece)
        if length:
            yield Run(position, offset + piece.start(), length)
        position += length


def _length_in_value(piece: re.Match[str]) -> int:
    """How many characters of the value a piece of the source stands for."""
    text = piece.group()
    if piece.lastgroup == "fold":
        return max(text.count("\n") - 1, 1)
    if piece.lastgroup == "joined":
        return text.count("\n") - 1
    return 1 if piece.lastgroup == "escape" else len(text)
