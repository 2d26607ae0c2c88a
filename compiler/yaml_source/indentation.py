"""Syntax errors that are wrong indentation: how deep the line was meant to stand, told by the lines above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Span
from compiler.yaml_source.nodes import Source
from compiler.yaml_source.reindenting import moved_block, moved_line

_KEY = re.compile(r"(?P<before>[ ]*(?:- +)*)(?P<key>[\w-]+)\s*:(?P<value>\s.*|)$")
_HEADER = re.compile(r"[^#]*(?::|-)\s+[|>][-+0-9]{0,2}\s*(#.*)?$")
_ITEM = re.compile(r"\s*-(\s|$)")
_TAB_WIDTHS = (4, 2, 8)
"""What editors show a tab as, the most usual first."""
_LEVEL = 2


def indentation_fault(source: Source, line: int) -> Diagnostic | None:
    """The fault of a line (from 1) that stands at the wrong depth; None where that is not what is wrong."""
    lines = source.lines
    if not 0 < line <= len(lines) or not lines[line - 1].strip():
        return None
    text = lines[line - 1]
    if _KEY.match(text.replace("\t", " ")) is None and _ITEM.match(text) is None:
        return _outside_its_text(source, line)
    if "\t" in text[: _width(text)]:
        return _behind_a_tab(source, line)
    return _beside_no_item(source, line) if _ITEM.match(text) else _beside_no_key(source, line)


def _behind_a_tab(source: Source, line: int) -> Diagnostic | None:
    """A key or item that a tab indents, meant to be the value of the key above that has none yet.

    Else it was meant to stand where some width of the tab puts it, else as deep as it may.
    """
    lines, text = source.lines, source.lines[line - 1]
    before = text[: _width(text)]
    possible = _item_depths(lines, line - 1) if _ITEM.match(text) else _key_depths(lines, line - 1)
    below = _below_the_key_above(lines, line - 1)
    shown = (len(before.expandtabs(tab)) for tab in _TAB_WIDTHS)
    depth = below or next((width for width in shown if width in possible), max(possible, default=None))
    if depth is None:
        return None
    return _fault(source, line, ("a tab may not indent", f"indent with {_blanks(depth)}"), depth)


def _key_depths(lines: Sequence[str], at: int) -> set[int]:
    """The columns at which a key may stand: beside those above that are still open, or below one that has no value yet."""
    return {len(key["before"]) for key in _open_keys(lines, at)} | _one_of(_below_the_key_above(lines, at))


def _item_depths(lines: Sequence[str], at: int) -> set[int]:
    """The columns at which an item may stand: beside those above that are still open, or below a key without a value."""
    found = {key["before"].index("-") for key in _open_keys(lines, at) if "-" in key["before"]}
    return found | _one_of(_below_the_key_above(lines, at))


def _below_the_key_above(lines: Sequence[str], at: int) -> int | None:
    """Where a key or item stands that is the value of the key just above."""
    above = _key_above(lines, at)
    return len(above["before"]) + _LEVEL if above is not None and not above["value"].strip() else None


def _one_of(depth: int | None) -> set[int]:
    return set() if depth is None else {depth}


def _open_keys(lines: Sequence[str], at: int) -> Iterator[re.Match[str]]:
    """The keys above a line that nothing indented less has closed."""
    smallest = len(max(lines, key=len)) + 1
    for text in reversed(lines[:at]):
        key = _KEY.match(text)
        if key is not None and _width(text) < smallest:
            smallest = _width(text)
            yield key


def _outside_its_text(source: Source, line: int) -> Diagnostic | None:
    """A line of a block scalar that is indented less than the scalar's first line, or with a tab."""
    if (depth := _depth_of_text_above(source.lines, line - 1)) is not None:
        remedy = f"indent it like the text's first line, with {_blanks(depth)}"
    elif (header := _header_above(source.lines, line - 1)) is not None:
        depth = len(header["before"]) + _LEVEL
        remedy = f"indent the text more than `{header['key']}`, with {_blanks(depth)}"
    else:
        return None
    has_tab = "\t" in source.lines[line - 1][: _width(source.lines[line - 1])]
    message = (
        "a tab may not indent" if has_tab else "this line is indented less than the text that it belongs to"
    )
    return _fault(source, line, (message, remedy), depth)


def _header_above(lines: Sequence[str], at: int) -> re.Match[str] | None:
    """The key of the block scalar whose first line this should be."""
    above = next((text for text in reversed(lines[:at]) if text.strip()), "")
    return _KEY.match(above) if _HEADER.match(above) else None


def _depth_of_text_above(lines: Sequence[str], at: int) -> int | None:
    """The indentation of the block scalar that ends just above a line, None where none does."""
    depth: int | None = None
    for index in range(at - 1, -1, -1):
        if not lines[index].strip():
            continue
        if _HEADER.match(lines[index]):
            return depth
        depth = _width(lines[index])
        if _KEY.match(lines[index]) and depth <= _width(lines[at]):
            return None
    return None


def _beside_no_item(source: Source, line: int) -> Diagnostic | None:
    """An item that stands beside none of those above it that are still open."""
    depth, possible = _width(source.lines[line - 1]), _item_depths(source.lines, line - 1)
    if depth in possible or not possible:
        return None
    wanted = min(possible, key=lambda width: abs(width - depth))
    than = "more" if depth > wanted else "less"
    message = f"this item is indented {than} than those above it"
    return _fault(source, line, (message, f"indent it with {_blanks(wanted)}, like them"), wanted)


def _beside_no_key(source: Source, line: int) -> Diagnostic | None:
    """A key that is indented more than the key above it, which has a value; or less, and beside none further up."""
    if (fault := _between_item_and_its_keys(source, line)) is not None:
        return fault
    here, above = _KEY.match(source.lines[line - 1]), _key_above(source.lines, line - 1)
    if here is None or above is None or "-" in here["before"] or not above["value"].strip():
        return None
    depth, wanted = len(here["before"]), len(above["before"])
    if depth == wanted:
        return None
    if (item := _item_left_of_the_others(source, line, depth - wanted)) is not None:
        return item
    than = "more" if depth > wanted else "less"
    message = f"this key is indented {than} than `{above['key']}` above it"
    if than == "less" and depth in _open_depths(source.lines, line - 1):
        return None
    return _fault(source, line, (message, f"indent it with {_blanks(wanted)}, like `{above['key']}`"), wanted)


def _item_left_of_the_others(source: Source, line: int, shift: int) -> Diagnostic | None:
    """The first item of a list, just above a key of its own, where that key and the next item stand `shift` further right."""
    lines = source.lines
    at = next((at for at in range(line - 1, 0, -1) if lines[at - 1].strip()), 0)
    if shift <= 0 or at == 0 or not _ITEM.match(lines[at - 1]):
        return None
    depth = _width(lines[at - 1])
    nearer = (text for text in lines[line:] if text.strip() and _width(text) <= depth + shift)
    below = next((text for text in nearer if _ITEM.match(text) or _width(text) <= depth), "")
    if depth in _item_depths(lines, at - 1) - _one_of(_below_the_key_above(lines, at - 1)):
        return None
    if not _ITEM.match(below) or _width(below) != depth + shift:
        return None
    words = (
        "this item is indented less than those below it",
        f"indent it with {_blanks(depth + shift)}, like them",
    )
    return _fault(source, at, words, depth + shift)


def _between_item_and_its_keys(source: Source, line: int) -> Diagnostic | None:
    """A key that stands below the `-` of the item above it, or right of it, and left of that item's keys."""
    depth = _width(source.lines[line - 1])
    for text in reversed(source.lines[: line - 1]):
        if not text.strip() or _width(text) > depth:
            continue
        item = _KEY.match(text)
        if item is None or "-" not in item["before"] or not _width(text) <= depth < len(item["before"]):
            return None
        if depth in _key_depths(source.lines, line - 1):
            return None
        keys = len(item["before"])
        message = f"this key is indented less than `{item['key']}` of its item"
        return _fault(source, line, (message, f"indent it with {_blanks(keys)}, like `{item['key']}`"), keys)
    return None


def _key_above(lines: Sequence[str], at: int) -> re.Match[str] | None:
    """The key with a value that the line just above begins."""
    for text in reversed(lines[:at]):
        if text.strip() and not text.lstrip().startswith("#"):
            return _KEY.match(text) if _HEADER.match(text) is None else None
    return None


def _open_depths(lines: Sequence[str], at: int) -> set[int]:
    """The columns at which a key or an item may stand below the lines above."""
    found: set[int] = set()
    smallest = len(max(lines, key=len))
    for text in reversed(lines[:at]):
        width = _width(text)
        if not text.strip() or width >= smallest:
            continue
        smallest = width
        found.add(width)
        key = _KEY.match(text)
        if key is not None:
            found.add(len(key["before"]))
    return found


def _fault(source: Source, line: int, words: tuple[str, str], depth: int) -> Diagnostic:
    message, remedy = words
    width = _width(source.lines[line - 1])
    span = Span.point(source.name, line, width + 1)
    return Diagnostic(reading.SYNTAX.id, message, span, help=remedy, edit=_moved(source, line, depth))


def _moved(source: Source, line: int, depth: int) -> Edit:
    """The edit that puts a line at this depth, with what stands below it if that would not be below it any more."""
    text = source.lines[line - 1]
    key = _KEY.match(text)
    if key is None:
        return moved_line(source, line, depth)
    if "-" in key["before"]:
        return moved_block(source, line, depth, depth + len(key["before"]) - _width(text))
    if key["value"].strip() and not _HEADER.match(text):
        return moved_line(source, line, depth)
    return moved_block(source, line, depth, depth + 1)


def _width(text: str) -> int:
    return len(text) - len(text.lstrip())


def _blanks(number: int) -> str:
    return "1 blank" if number == 1 else f"{number} blanks"
