"""Where the characters of a rendered text come from.

Asked for only when a fault must be placed: the template is rendered a second time with a mark before each piece
of its own text and each expression. The marks are put into Jinja's tree, not into the text, so that they change
nothing about white space; if the marked rendering does not come out as the first one did, nothing is claimed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from compiler.stages.render.environment import BoundedEnvironment
from compiler.yaml_source import Source

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


@dataclass(frozen=True)
class Mark:
    """A place in a template: `file` None is the author's text, else a macro file; an expression starts with `{{`.

    `ends` marks where what an expression made is over.
    """

    file: str | None
    offset: int
    is_expression: bool
    ends: bool = False


@dataclass(frozen=True)
class Origin:
    """Where a character comes from: `mark` and how far behind it, and the expressions that called for it.

    `calls` are outermost first: the author's `{{`, then those in macros that led to a macro further in.
    """

    mark: Mark
    moved: int
    calls: tuple[Mark, ...]

    @property
    def exact(self) -> int | None:
        """The offset in the author's text, where he wrote the character himself."""
        return self.place if self.mark.file is None and not self.mark.is_expression else None

    @property
    def place(self) -> int:
        """The offset in the file of the mark; that of the `{{` for what an expression made of a value."""
        return self.mark.offset + (0 if self.mark.is_expression else self.moved)


@dataclass(frozen=True)
class Marks:
    """The marks of a rendered text, by the offset in it from which they hold, and the calls open at each."""

    starts: tuple[int, ...]
    marks: tuple[Mark, ...]
    calls: tuple[tuple[Mark, ...], ...]

    def at(self, offset: int) -> Origin | None:
        """Where the character at `offset` comes from."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        return Origin(self.marks[index], offset - self.starts[index], self.calls[index])


class MarkedEnvironment(BoundedEnvironment):
    """The same environment, with marks; `table` are the marks by number."""

    def __init__(self, macros: Mapping[str, Source]) -> None:
        super().__init__(macros)
        self.table: list[Mark] = []

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        texts, expressions = self._offsets(source)
        outputs = list(tree.find_all(nodes.Output))
        written = [node for output in outputs for node in output.nodes]
        if len(texts) == sum(isinstance(node, nodes.TemplateData) for node in written):
            self._mark(outputs, filename, iter(texts), iter(expressions))
        return tree

    def _mark(
        self, outputs: list[nodes.Output], file: str | None, texts: Iterator[int], expressions: Iterator[int]
    ) -> None:
        for output in outputs:
            marked: list[nodes.Expr] = []
            for node in output.nodes:
                is_expression = not isinstance(node, nodes.TemplateData)
                offset = next(expressions if is_expression else texts, None)
                if offset is not None:
                    marked.append(self._written(Mark(file, offset, is_expression), node.lineno))
                marked.append(node)
                if offset is not None and is_expression:
                    marked.append(self._written(Mark(file, offset, is_expression, ends=True), node.lineno))
            output.nodes = marked

    def _written(self, mark: Mark, line: int) -> nodes.TemplateData:
        self.table.append(mark)
        return nodes.TemplateData(f"{_OPEN}{len(self.table) - 1}{_CLOSE}", lineno=line)

    def _offsets(self, source: str) -> tuple[list[int], list[int]]:
        """Where the pieces of text and the `{{` stand; the lexer leaves out white space that tags strip."""
        texts: list[int] = []
        expressions: list[int] = []
        position = 0
        for _, kind, value in self.lexer.tokeniter(source, None):
            position = source.index(value, position)
            if kind == "data":
                texts.append(position)
            elif kind == "variable_begin":
                expressions.append(position)
            position += len(value)
        return texts, expressions


def read_marks(marked: str, table: list[Mark], rendered: str) -> Marks | None:
    """The marks of a marked rendering; None when without them it is not `rendered`, or when that holds marks itself."""
    if _OPEN in rendered:
        return None
    starts: list[int] = []
    marks: list[Mark] = []
    calls: list[tuple[Mark, ...]] = []
    position = length = 0
    for found in _MARK.finditer(marked):
        length += found.start() - position
        position = found.end()
        starts.append(length)
        marks.append(table[int(found.group(1))])
        calls.append(_open_after(marks[-1], calls[-1] if calls else ()))
    return Marks(tuple(starts), tuple(marks), tuple(calls)) if _MARK.sub("", marked) == rendered else None


def _open_after(mark: Mark, before: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The expressions that are open behind a mark; filters may have taken the end of one away."""
    if not mark.is_expression:
        return before
    return before[:-1] if mark.ends else (*before, mark)
