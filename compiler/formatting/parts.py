"""A YAML file as the pieces that a layout is made of: scalars as they are written, collections, comments.

Made from libyaml's events, which unlike its tree keep aliases and anchors apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml._yaml import CParser

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)


@dataclass
class Scalar:
    """A scalar or an alias: `start` and `end` in the text, anchor included; `value` as YAML reads it."""

    start: int
    end: int
    value: str
    style: str
    anchor: str = ""


@dataclass
class Collection:
    """A mapping (`keys` beside `values`) or a list, in block or flow style."""

    start: int
    end: int
    flow: bool
    mapping: bool
    anchor: str = ""
    keys: list[Scalar] = field(default_factory=list)
    values: list[Part] = field(default_factory=list)


Part = Scalar | Collection


@dataclass(frozen=True)
class Comment:
    """A comment from its sign to the end of the line; `alone` where nothing stands before it on the line."""

    start: int
    line: int
    column: int
    text: str
    alone: bool
    gap: str


class NotSupported(ValueError):
    """The file uses what this layout has no place for; the message says what."""


@dataclass(frozen=True)
class File:
    """The root of a file, its comments, whether it has anchors, and where block scalars keep the blank lines below them."""

    text: str
    root: Collection
    comments: tuple[Comment, ...]
    anchored: bool
    kept: tuple[tuple[int, int], ...]


def read_parts(text: str) -> File:
    """The parts of a file that YAML can read. Raises NotSupported."""
    events = _events(text)
    if any(isinstance(e, (yaml.DocumentStartEvent, yaml.DocumentEndEvent)) and e.explicit for e in events):
        raise NotSupported("marks of a document's start or end (`---`, `...`)")
    building = _Building(text, iter(events))
    root = building.root()
    if not isinstance(root, Collection) or root.flow or not root.mapping:
        raise NotSupported("a file that is not a mapping in block style")
    return File(text, root, tuple(_comments(text, building.opaque)), building.anchored, tuple(building.kept))


def _events(text: str) -> list[yaml.Event]:
    """What libyaml's parser says of a text, nothing made of it."""
    parser = CParser(text)
    found: list[yaml.Event] = []
    while (event := parser.get_event()) is not None:
        found.append(event)
    return found


def _place(event: yaml.Event) -> tuple[int, int]:
    """Where an event starts and ends in the text; libyaml marks every one."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start is not None and end is not None else (0, 0)


class _Building:
    """Reads events into parts; `opaque` are the stretches in which a `#` is no comment."""

    def __init__(self, text: str, events: Iterator[yaml.Event]) -> None:
        self.text = text
        self.events = events
        self.opaque: list[tuple[int, int]] = []
        self.kept: list[tuple[int, int]] = []
        self.anchored = False

    def root(self) -> Part:
        for event in self.events:
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                return self.part(event)
        raise NotSupported("an empty file")

    def part(self, event: yaml.Event) -> Part:
        start, end = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self.anchored = True
            return Scalar(start, end, f"*{event.anchor}", "*")
        if getattr(event, "tag", None) not in (None, "!") or self._is_tagged(event):
            raise NotSupported("tags")
        anchor = getattr(event, "anchor", None) or ""
        self.anchored = self.anchored or bool(anchor)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, anchor)
        flow = bool(getattr(event, "flow_style", False))
        return self._collection(
            Collection(start, end, flow, isinstance(event, yaml.MappingStartEvent), anchor)
        )

    def _is_tagged(self, event: yaml.Event) -> bool:
        return isinstance(event, yaml.ScalarEvent) and self.text.startswith("!", _place(event)[0])

    def _scalar(self, event: yaml.ScalarEvent, anchor: str) -> Scalar:
        start, end = _place(event)
        style = event.style if event.style in ("'", '"', "|", ">") else ""
        begun = start + self.text[start:end].find(style) if anchor and style else start
        header_end = self.text.find("\n", begun) if style in ("|", ">") else begun
        self.opaque.append((header_end, end))
        if style in ("|", ">") and "+" in self.text[begun:header_end].partition("#")[0]:
            self.kept.append((header_end, end))
        return Scalar(start, end, event.value, style, anchor)

    def _collection(self, made: Collection) -> Collection:
        for event in self.events:
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                made.end = _place(event)[1]
                return made
            part = self.part(event)
            if made.mapping:
                if not isinstance(part, Scalar):
                    raise NotSupported("keys that are not text")
                made.keys.append(part)
                part = self.part(next(self.events))
            made.values.append(part)
        raise NotSupported("a collection without an end")


def _comments(text: str, opaque: list[tuple[int, int]]) -> Iterator[Comment]:
    for match in _COMMENT.finditer(text):
        if any(start <= match.start() < end for start, end in opaque):
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        before = text[line_start : match.start()]
        gap = before[len(before.rstrip()) :]
        line = text.count("\n", 0, match.start())
        yield Comment(
            match.start(), line, match.start() - line_start, match.group().rstrip(), not before.strip(), gap
        )
