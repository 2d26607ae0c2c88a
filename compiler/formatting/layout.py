"""The layout: two blanks a level, lists below their key indented too, keys of a kind in the order of its model where they stand on lines of their own.

Line breaks inside braces and brackets are the author's; one blank line stays where there were several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from compiler.formatting.comments import Comments
from compiler.formatting.parts import Collection, File, Part, Scalar
from compiler.formatting.scalars import BLOCK_STYLES, written, written_in_flow
from compiler.written.outline import Path

STEP = 2

Order = Callable[[Path], Sequence[str]]
"""The keys of the mapping at a path in their canonical order; none where the order is the author's."""

Rewrite = Callable[[Path, list[str]], list[str]]
"""Takes the lines of a block scalar, without indentation, and gives those that shall stand there."""

_DASH_ALONE = re.compile(r"[ -]*-[ \t]*(?:&\S+[ \t]*)?(?:#.*)?")


def unordered(_path: Path) -> Sequence[str]:
    """Leaves every key where it is."""
    return ()


def as_it_is(_path: Path, lines: list[str]) -> list[str]:
    """Leaves a block scalar as it is."""
    return lines


def laid_out(file: File, order: Order = unordered, rewrite: Rewrite = as_it_is) -> str:
    """The file's text in this layout. Keys of a file with anchors stay, since an alias stands behind its anchor."""
    layout = _Layout(file, unordered if file.anchored else order, rewrite)
    return "\n".join(layout.whole()) + "\n"


class _Place(NamedTuple):
    """Where a key or a dash stands in the file, how deep it will stand, and where what follows its value begins."""

    start: int
    end: int
    indent: int
    until: int


class _Layout:
    """Writes the parts of one file, in the file's order."""

    def __init__(self, file: File, order: Order, rewrite: Rewrite) -> None:
        self.file = file
        self.comments = Comments(file)
        self.order = order
        self.rewrite = rewrite

    def whole(self) -> list[str]:
        """Comments above the first key are about the file and stay at its top."""
        root = self.file.root
        first = root.keys[0].start
        head = _without_blank(self.comments.above(first, 0))
        gap = [""] if head and self.comments.blank_above(first) else []
        return [*head, *gap, *self.block(root, (), 0, -1, len(self.file.text))]

    def block(self, node: Collection, path: Path, indent: int, outer: int, until: int) -> list[str]:
        """The lines of a collection in block style. `outer` is the column of what holds it, `until` where that goes on."""
        chunks: list[tuple[int, list[str]]] = []
        for at in range(len(node.values)):
            following = self._start(node, at + 1) if at + 1 < len(node.values) else until
            chunks.append((self._rank(node, path, at), self._member(node, at, path, indent, following)))
        column = max(self._column(self._start(node, 0)), outer + 1)
        end = self.comments.above(until, indent, column)
        ordered = [chunk for _, chunk in sorted(chunks, key=lambda found: found[0])]
        return [*_without_blank(ordered[0]), *(line for chunk in ordered[1:] for line in chunk), *end]

    def _rank(self, node: Collection, path: Path, at: int) -> int:
        """Where a member stands among its fellows; those without a canonical place keep theirs, behind."""
        wanted = list(self.order(path)) if node.mapping else []
        name = node.keys[at].value if node.mapping else ""
        return wanted.index(name) if name in wanted else len(wanted) + at

    def _member(self, node: Collection, at: int, path: Path, indent: int, until: int) -> list[str]:
        """A key or an element with what belongs to it: the comments above, and one blank line where there was one."""
        start = self._start(node, at)
        above = self.comments.above(start, indent)
        gap = [""] if self.comments.blank_above(start) else []
        if node.mapping:
            key = node.keys[at]
            head = " " * indent + written(key, self.file.text, indent, 0)[0] + ":"
            return [
                *above,
                *gap,
                *self._with_value(
                    head, _Place(start, key.end, indent, until), node.values[at], (*path, key.value)
                ),
            ]
        value = node.values[at]
        if isinstance(value, Collection) and not value.flow:
            return [*above, *gap, *self._nested(value, (*path, at), indent, start, until)]
        return [
            *above,
            *gap,
            *self._with_value(" " * indent + "-", _Place(start, start, indent, until), value, (*path, at)),
        ]

    def _with_value(self, head: str, place: _Place, value: Part, path: Path) -> list[str]:
        """What stands behind a key or a dash: on its line, or below it."""
        column, end, indent, until = self._column(place.start), place.end, place.indent, place.until
        if isinstance(value, Collection) and not value.flow:
            anchor = f" &{value.anchor}" if value.anchor else ""
            first = head + anchor + self.comments.behind(end)
            return [first, *self.block(value, path, indent + STEP, column, until)]
        lines = self._value(value, path, indent, column)
        if lines == [""]:
            return [head + self.comments.behind(end)]
        lines[0] = f"{head} {lines[0]}"
        if isinstance(value, Scalar) and value.style in BLOCK_STYLES:
            lines[0] += self.comments.behind(value.start)
        else:
            lines[-1] += self.comments.behind(value.end)
        return lines

    def _nested(self, value: Collection, path: Path, indent: int, dash: int, until: int) -> list[str]:
        """An element that is a collection: its first line behind the dash, unless something stands between."""
        head = " " * indent + "-" + (f" &{value.anchor}" if value.anchor else "")
        own_line = self._line(dash) != self._line(self._start(value, 0))
        comment = self.comments.behind(dash) if own_line else ""
        inner = self.block(value, path, indent + STEP, self._column(dash), until)
        if comment or value.anchor:
            return [head + comment, *inner]
        first = next(at for at, line in enumerate(inner) if line and not line.lstrip().startswith("#"))
        above = [" " * indent + line.lstrip() if line else "" for line in inner[:first]]
        return [*above, f"{head} {inner[first][indent + STEP :]}", *inner[first + 1 :]]

    def _value(self, value: Part, path: Path, indent: int, column: int) -> list[str]:
        if isinstance(value, Collection):
            return self._flow(value, path, indent - column)
        lines = written(value, self.file.text, indent + STEP, column)
        if value.style not in BLOCK_STYLES:
            return lines
        deeper = " " * (indent + STEP)
        content = self.rewrite(path, [line.removeprefix(deeper) for line in lines[1:]])
        return [lines[0], *(deeper + line if line else "" for line in content)]

    def _flow(self, node: Collection, path: Path, shift: int) -> list[str]:
        """Braces or brackets: on one line evenly spaced, on several moved as a whole."""
        raw = self.file.text[node.start : node.end]
        if "\n" not in raw:
            return [self._in_flow(node, path)]
        self.comments.skip(node.end)
        first, *rest = raw.split("\n")
        return [first.rstrip(), *(_shifted(line, shift) for line in rest)]

    def _in_flow(self, value: Part, path: Path) -> str:
        if isinstance(value, Scalar):
            return written_in_flow(value, self.file.text)
        listed = ", ".join(self._flow_member(value, at, path) for at in range(len(value.values)))
        anchor = f"&{value.anchor} " if value.anchor else ""
        return f"{anchor}{{{listed}}}" if value.mapping else f"{anchor}[{listed}]"

    def _flow_member(self, node: Collection, at: int, path: Path) -> str:
        if not node.mapping:
            return self._in_flow(node.values[at], (*path, at))
        key = node.keys[at]
        name, inner = (
            written(key, self.file.text, 0, 0)[0],
            self._in_flow(node.values[at], (*path, key.value)),
        )
        colon = inner or self.file.text[key.end :].lstrip(" ").startswith(":")
        return f"{name}: {inner}".rstrip() if colon else name

    # ---- places in the file

    def _line(self, offset: int) -> int:
        return self.file.text.count("\n", 0, offset)

    def _column(self, offset: int) -> int:
        return offset - (self.file.text.rfind("\n", 0, offset) + 1)

    def _start(self, node: Collection, at: int) -> int:
        """Where a member begins: at its key, or at its dash."""
        if node.mapping:
            return node.keys[at].start
        start = node.values[at].start
        floor = node.values[at - 1].end if at else node.start
        return self._dash(start, floor)

    def _dash(self, start: int, floor: int) -> int:
        line_start = self.file.text.rfind("\n", 0, start) + 1
        found = self.file.text.rfind("-", max(line_start, floor), start)
        while found < 0 and line_start > floor:
            line_end, line_start = line_start - 1, self.file.text.rfind("\n", 0, line_start - 1) + 1
            if _DASH_ALONE.fullmatch(self.file.text, line_start, line_end):
                found = self.file.text.index("-", max(line_start, floor))
        return found if found >= 0 else start


def _shifted(line: str, shift: int) -> str:
    content = line.strip()
    return " " * max(len(line) - len(line.lstrip(" ")) + shift, 0) + content if content else ""


def _without_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines[:1] == [""] else lines
