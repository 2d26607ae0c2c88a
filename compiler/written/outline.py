"""YAML read by its indentation, line by line, so that a position has a path also while the file does not parse.

This is for finding one's way and never for values: what a file means is read by `compiler.yaml_source`. Offsets are
into the text as `Source` holds it, with line feeds alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

Path = tuple[str | int, ...]

_KEY = re.compile(
    r"""(?P<key>"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s#&*!|>'"%@`{}\[\],?:-][^\n]*?|-[^\s][^\n]*?)[ ]*:(?=[ \n]|$)"""
)
_FLOW_KEY = re.compile(
    r"""(?P<key>"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s#&*!|>'"%@`{}\[\],?:][^\n{}\[\],]*?)[ ]*:(?=[\s,\[\]{}]|$)"""
)
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*[ ]+)+")
_BLOCK = re.compile(r"[|>][-+0-9]*[ ]*(?:#[^\n]*)?(?=\n|$)")
_DASH = re.compile(r"-(?:[ ]+|(?=\n|$))")


@dataclass(frozen=True)
class Stretch:
    """Characters of the text from `start` up to `end`."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset <= self.end


@dataclass(frozen=True)
class Item:
    """A key with its value, or an element of a list: its path, and where key and scalar value are written.

    `value` is the content: without quotes, and of a block scalar the lines below its header. None where a collection
    or nothing stands. `style` is `|`, `>`, a quote, or empty for a plain scalar.
    """

    path: Path
    key: Stretch | None
    value: Stretch | None = None
    style: str = ""


@dataclass(frozen=True)
class Flow:
    """A list in brackets or a mapping in braces; `end` is where the text ends when it was never closed."""

    path: Path
    stretch: Stretch
    opening: str


@dataclass
class _Frame:
    """A block collection that is open: its column, its path, and the path of the member that was read last."""

    column: int
    sequence: bool
    path: Path
    last: Path
    count: int = 0


@dataclass(frozen=True)
class Outline:
    """Everything that was found, in the order of the text."""

    text: str
    items: tuple[Item, ...]
    flows: tuple[Flow, ...]

    def value(self, path: Path) -> str | None:
        """The scalar at a path, as it is written; None where there is none."""
        item = self._by_path.get(path)
        found = item.value if item is not None else None
        return self.text[found.start : found.end] if found is not None else None

    def item(self, path: Path) -> Item | None:
        """The key or element at a path."""
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> dict[Path, Item]:
        return {item.path: item for item in reversed(self.items)}

    def below(self, path: Path) -> list[Item]:
        """The members of the collection at a path."""
        return [item for item in self.items if item.path[:-1] == path and len(item.path) == len(path) + 1]


def outline(text: str) -> Outline:
    """The outline of a text, whatever is wrong with it."""
    reader = _Reader(text)
    reader.read()
    return Outline(text, tuple(reader.items), tuple(reader.flows))


class _Reader:
    """Goes through the text once; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.items: list[Item] = []
        self.flows: list[Flow] = []
        self.frames: list[_Frame] = []

    def read(self) -> None:
        while self.at < len(self.text):
            start = self.at
            while self.at < len(self.text) and self.text[self.at] in " \t":
                self.at += 1
            if self._rest_is_empty() or self.text.startswith(("---", "..."), start):
                self._next_line()
                continue
            self._content(start)

    def _rest_is_empty(self) -> bool:
        return self.at >= len(self.text) or self.text[self.at] in "\n#"

    def _next_line(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end + 1

    def _content(self, line_start: int) -> None:
        """Dashes, then a key, then a value: what a line holds."""
        path: Path | None = None
        key: Stretch | None = None
        column = self.at - line_start
        while dash := _DASH.match(self.text, self.at):
            column = self.at - line_start
            path = self._element(column)
            self.at = dash.end()
        if found := _KEY.match(self.text, self.at):
            column = self.at - line_start
            name = unquoted(found["key"])
            key = Stretch(found.start("key"), found.end("key"))
            path = self._member(column, name)
            self.at = found.end()
        if path is None:
            self._next_line()
            return
        self._value(path, key, column)

    def _element(self, column: int) -> Path:
        while self.frames and self.frames[-1].column > column:
            self.frames.pop()
        top = self.frames[-1] if self.frames else None
        if top is None or not (top.column == column and top.sequence):
            parent = top.last if top is not None else ()
            self.frames.append(_Frame(column, True, parent, parent))
        frame = self.frames[-1]
        frame.last = (*frame.path, frame.count)
        frame.count += 1
        return frame.last

    def _member(self, column: int, name: str) -> Path:
        while self.frames and (
            self.frames[-1].column > column or (self.frames[-1].column == column and self.frames[-1].sequence)
        ):
            self.frames.pop()
        top = self.frames[-1] if self.frames else None
        if top is None or top.column != column:
            parent = top.last if top is not None else ()
            self.frames.append(_Frame(column, False, parent, parent))
        frame = self.frames[-1]
        frame.last = (*frame.path, name)
        return frame.last

    def _value(self, path: Path, key: Stretch | None, column: int) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1
        if properties := _PROPERTIES.match(self.text, self.at):
            self.at = properties.end()
        if self._rest_is_empty():
            self.items.append(Item(path, key))
            self._next_line()
        elif header := _BLOCK.match(self.text, self.at):
            self._block(Item(path, key, style=self.text[self.at]), header.end(), column)
        elif self.text[self.at] in "\"'":
            value, style = self._quoted(column)
            self.items.append(Item(path, key, value, style))
            self._next_line()
        elif self.text[self.at] in "[{":
            self.items.append(Item(path, key))
            self._flow(path, column)
            self._next_line()
        else:
            self.items.append(Item(path, key, self._plain(column)))

    def _block(self, item: Item, header_end: int, column: int) -> None:
        """The lines below that are deeper than `column`, or blank."""
        self.at = header_end
        self._next_line()
        start = end = self.at
        while self.at < len(self.text):
            line_end = self.text.find("\n", self.at)
            line_end = len(self.text) if line_end < 0 else line_end
            line = self.text[self.at : line_end]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
                break
            self._next_line()
            end = line_end
        self.items.append(Item(item.path, item.key, Stretch(start, max(start, end)), item.style))

    def _quoted(self, column: int) -> tuple[Stretch, str]:
        """The content of a quoted scalar; one that is never closed ends with its line."""
        quote = self.text[self.at]
        pattern = r'(?:[^"\\]|\\.)*' if quote == '"' else r"(?:[^']|'')*"
        found = re.compile(pattern, re.DOTALL).match(self.text, self.at + 1)
        end = found.end() if found else self.at + 1
        line_end = self._line_end()
        if end >= len(self.text) or (end > line_end and self._leaves(self.at, end, column)):
            end = line_end
        value = Stretch(self.at + 1, end)
        self.at = min(end + 1, len(self.text)) if end < line_end or self.text[end : end + 1] == quote else end
        return value, quote

    def _leaves(self, start: int, end: int, column: int) -> bool:
        """Whether a line between two offsets is no deeper than `column`, so that it cannot belong to what starts there."""
        lines = self.text[start:end].split("\n")[1:]
        return any(line.strip() and len(line) - len(line.lstrip(" ")) <= column for line in lines)

    def _line_end(self) -> int:
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    def _plain(self, column: int) -> Stretch:
        start = self.at
        end = self._plain_end(start, self._line_end())
        self._next_line()
        while self.at < len(self.text):
            line_end = self._line_end()
            line = self.text[self.at : line_end]
            indent = len(line) - len(line.lstrip(" "))
            if not line.strip() or indent <= column or line.lstrip().startswith(("#", "- ")):
                break
            if _KEY.match(self.text, self.at + indent):
                break
            end = self._plain_end(self.at, line_end)
            self._next_line()
        return Stretch(start, end)

    def _plain_end(self, start: int, end: int) -> int:
        comment = re.compile(r"[ \t]#").search(self.text, start, end)
        stop = comment.start() if comment else end
        return start + len(self.text[start:stop].rstrip())

    def _flow(self, path: Path, column: int) -> None:
        """A collection in brackets or braces, and those in it; it ends at latest where a line leaves its column."""
        opening = self.text[self.at]
        start = self.at
        position = len(self.flows)
        self.flows.append(Flow(path, Stretch(start, len(self.text)), opening))
        self.at += 1
        count = 0
        while self.at < len(self.text):
            character = self.text[self.at]
            if character in "]}":
                self.at += 1
                break
            if character == "\n" and self._line_leaves(column):
                break
            if character in " \t\n,":
                self.at += 1
            elif character == "#":
                self.at = self._line_end()
            else:
                self._flow_member(path, opening, count, column)
                count += 1
        self.flows[position] = Flow(path, Stretch(start, self.at), opening)

    def _line_leaves(self, column: int) -> bool:
        """Whether the next line is no deeper than `column` and starts something of its own."""
        found = re.compile(r"\n([ ]*)(?=\S)").match(self.text, self.at)
        return found is not None and len(found[1]) <= column and self.text[found.end()] not in "]}"

    def _flow_member(self, path: Path, opening: str, count: int, column: int) -> None:
        key: Stretch | None = None
        member: Path = (*path, count)
        found = _FLOW_KEY.match(self.text, self.at)
        if opening == "{" and found:
            key = Stretch(found.start("key"), found.end("key"))
            member = (*path, unquoted(found["key"]))
            self.at = found.end()
            while self.at < len(self.text) and self.text[self.at] in " \t":
                self.at += 1
        if self.at >= len(self.text) or self.text[self.at] in ",]}\n":
            self.items.append(Item(member, key))
        elif self.text[self.at] in "[{":
            self.items.append(Item(member, key))
            self._flow(member, column)
        elif self.text[self.at] in "\"'":
            value, style = self._quoted(column)
            self.items.append(Item(member, key, value, style))
        else:
            start = self.at
            stop = re.compile(r"[,\[\]{}\n]|[ \t]#|:[ ]").search(self.text, self.at)
            self.at = stop.start() if stop else len(self.text)
            self.at = max(self.at, start + 1)
            end = start + len(self.text[start : self.at].rstrip())
            if opening == "{" and key is None:
                self.items.append(Item((*path, self.text[start:end]), Stretch(start, end)))
            else:
                self.items.append(Item(member, key, Stretch(start, end)))


def unquoted(key: str) -> str:
    """A key without its quotes."""
    return key[1:-1] if len(key) >= 2 and key[0] in "\"'" and key[-1] == key[0] else key
