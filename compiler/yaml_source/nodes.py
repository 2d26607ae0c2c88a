"""The tree of a YAML file: plain values with the place of each, frozen.

A node's `value` is plain Python (dict, list, str, int, float, bool, None) and shares its parts with the values of
the nodes below it; nobody changes it. Spans are computed when asked for, from the marks that libyaml left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from compiler.diagnostics.diagnostic import Span

_LINE_END = re.compile("\n")


class Source:
    """A file's text, line ends as line feeds. `name` is its path below the repository's root."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line starts."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets in the text."""
        return Span(self.name, *self.place(start), *self.place(end))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset in the text."""
        line = bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset in the text of a line and column from 1."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1


class ScalarNode(NamedTuple):
    """A text, number, boolean or null."""

    value: str | int | float | bool | None
    source: Source
    composed: yaml.Node

    @property
    def span(self) -> Span:
        """From the first character to the last one that is no line end; quotes and block indicators included."""
        start, end = self.offsets
        return self.source.span(start, end)

    @property
    def offsets(self) -> tuple[int, int]:
        """Where it starts and ends in the source's text."""
        start, end = self.composed.start_mark.index, self.composed.end_mark.index
        written = self.source.text[start:end]
        return start, start + max(len(written.rstrip()), min(len(written), 1))

    @property
    def style(self) -> str | None:
        """How it is written: `|`, `>`, a quote, or None for a plain scalar."""
        style = self.composed.style if isinstance(self.composed, yaml.ScalarNode) else None
        return str(style) if style else None

    @property
    def written(self) -> str:
        """Its text as YAML reads it, whatever value the schema gives it."""
        written: str = self.composed.value
        return written


class SequenceNode(NamedTuple):
    """A list."""

    value: list[Any]
    source: Source
    composed: yaml.CollectionNode
    items: tuple[Node, ...]

    @property
    def span(self) -> Span:
        """From its start to the end of its last item."""
        return _collection_span(self.source, self.composed, [item.span for item in self.items])

    def with_items(self, items: tuple[Node, ...]) -> SequenceNode:
        """The same list, at the same place, with other items."""
        return SequenceNode([item.value for item in items], self.source, self.composed, items)


class Entry(NamedTuple):
    """A key and what stands under it."""

    key: ScalarNode
    node: Node


class MappingNode(NamedTuple):
    """Keys, all of them text, to nodes, in the file's order."""

    value: dict[str, Any]
    source: Source
    composed: yaml.CollectionNode
    entries: Mapping[str, Entry]

    @property
    def span(self) -> Span:
        """From its start to the end of its last value."""
        return _collection_span(self.source, self.composed, [e.node.span for e in self.entries.values()])

    def get(self, key: str) -> Node | None:
        """What stands under `key`, or None."""
        entry = self.entries.get(key)
        return entry.node if entry else None

    def key_span(self, key: str) -> Span:
        """The place of a key; the mapping's own start when it has no such key."""
        entry = self.entries.get(key)
        return entry.key.span if entry else _start(self)

    def with_entries(self, entries: Mapping[str, Entry]) -> MappingNode:
        """The same mapping, at the same place, with other entries."""
        value = {key: entry.node.value for key, entry in entries.items()}
        return MappingNode(value, self.source, self.composed, entries)


Node = ScalarNode | SequenceNode | MappingNode


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Every scalar value below `node`, itself included, in the file's order; keys are left out."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries.values():
            yield from scalars(entry.node)


def _start(node: Node) -> Span:
    mark = node.composed.start_mark
    return Span.point(node.source.name, mark.line + 1, mark.column + 1)


def _collection_span(source: Source, composed: yaml.CollectionNode, parts: list[Span]) -> Span:
    start, end = composed.start_mark, composed.end_mark
    if composed.flow_style or not parts or any(part.file != source.name for part in parts):
        return Span(source.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    last = max((part.end_line, part.end_column) for part in parts)
    return Span(source.name, start.line + 1, start.column + 1, *max(last, (start.line + 1, start.column + 2)))
