"""Edits of one file: everything that they do not touch stays byte for byte, line ends and byte order mark too."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

from compiler.diagnostics.diagnostic import Edit, Span

_LINE_END = re.compile(r"\r\n|\r|\n")


def compatible(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits of one file that can be made together, in its order.

    Of two that overlap the first is taken; of two that put different texts at one place neither is, since then it is
    not sure what was meant.
    """
    texts: dict[Span, set[str]] = {}
    for edit in edits:
        texts.setdefault(edit.span, set()).add(edit.text)
    chosen: list[Edit] = []
    for span, written in sorted(texts.items()):
        if len(written) == 1 and (not chosen or _end(chosen[-1].span) <= (span.line, span.column)):
            chosen.append(Edit(span, written.pop()))
    return tuple(chosen)


def edited(data: bytes, edits: Sequence[Edit]) -> tuple[bytes, tuple[Span, ...]]:
    """The file with these compatible edits, and the places of their texts in it."""
    text = data.decode("utf-8-sig")
    ends = [*_LINE_END.finditer(text)]
    starts = [0, *(end.end() for end in ends)]
    newline = ends[0].group() if ends else "\n"
    pieces: list[str] = []
    stretches: list[tuple[int, int]] = []
    position = length = 0
    for edit in edits:
        start = starts[edit.span.line - 1] + edit.span.column - 1
        written = edit.text.replace("\n", newline)
        pieces += [text[position:start], written]
        length += start - position
        stretches.append((length, length + len(written)))
        length += len(written)
        position = starts[edit.span.end_line - 1] + edit.span.end_column - 1
    changed = "".join([*pieces, text[position:]])
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    places = tuple(_span(edit.span.file, changed, *at) for edit, at in zip(edits, stretches, strict=True))
    return mark + changed.encode(), places


def touch(one: Span, other: Span) -> bool:
    """Whether two stretches of one file share a character, or one begins where the other ends."""
    return (
        one.file == other.file
        and (one.line, one.column) <= _end(other)
        and (other.line, other.column) <= _end(one)
    )


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _span(file: str, text: str, start: int, end: int) -> Span:
    return Span(file, *_place(text, start), *_place(text, end))


def _place(text: str, offset: int) -> tuple[int, int]:
    lines = _LINE_END.split(text[:offset])
    return len(lines), len(lines[-1]) + 1
