"""Edits that move lines to the right or to the left: a line, and with it what stands below it because it is indented more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compiler.diagnostics.diagnostic import Edit, Span
from compiler.yaml_source.nodes import Source


def moved_line(source: Source, line: int, depth: int) -> Edit:
    """The edit that puts a line (from 1) at this depth."""
    return _moved_lines(source, line, line, depth - _width(source.lines[line - 1]))


def moved_block(source: Source, line: int, depth: int, least: int) -> Edit:
    """The edit that puts a line (from 1), which only blanks indent, at this depth, and moves what stands below it as far.

    Those lines stay where they are if the first of them stands at `least`, or deeper, as it must below the moved line.
    """
    lines = source.lines
    shift, end = depth - _width(lines[line - 1]), _end_of_block(lines, line)
    below = [text for text in lines[line:end] if text.strip()]
    if not below or _width(below[0]) >= least or any(_is_in_the_way(text, shift) for text in below):
        return moved_line(source, line, depth)
    return _moved_lines(source, line, end, shift)


def _moved_lines(source: Source, line: int, end: int, shift: int) -> Edit:
    lines = source.lines
    last = _width(lines[end - 1])
    moved = [_moved(text, shift) for text in lines[line - 1 : end - 1]]
    ending = " " * (last + shift)
    return Edit(Span(source.name, line, 1, end, last + 1), "\n".join([*moved, ending]))


def line_edits(edit: Edit, lines: Sequence[str]) -> tuple[Edit, ...]:
    """An edit that changes nothing but the indentation of lines, one edit for each line; none if it changes more."""
    span, written = edit.span, edit.text.split("\n")
    if span.column != 1 or len(written) != span.end_line - span.line + 1:
        return ()
    last = lines[span.end_line - 1]
    before = [*lines[span.line - 1 : span.end_line - 1], last[: span.end_column - 1]]
    if any(one.lstrip() != other.lstrip() for one, other in zip(before, written, strict=True)):
        return ()
    return tuple(_line_edits(span, before, written))


def _line_edits(span: Span, before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    for number, (one, other) in enumerate(zip(before, after, strict=True), start=span.line):
        if one.strip() or number == span.end_line:
            indent = other[: _width(other)]
            yield Edit(Span(span.file, number, 1, number, _width(one) + 1), indent)


def _end_of_block(lines: Sequence[str], line: int) -> int:
    """The last line (from 1) with text that is indented more than `line`, or `line` itself."""
    depth, end = _width(lines[line - 1]), line
    for number, text in enumerate(lines[line:], start=line + 1):
        if text.strip() and _width(text) <= depth:
            break
        end = number if text.strip() else end
    return end


def _is_in_the_way(text: str, shift: int) -> bool:
    indent = text[: _width(text)]
    return "\t" in indent or len(indent) + shift < 0


def _moved(text: str, shift: int) -> str:
    return " " * (_width(text) + shift) + text.lstrip() if text.strip() else text


def _width(text: str) -> int:
    return len(text) - len(text.lstrip())
