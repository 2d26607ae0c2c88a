"""Texts without quotes that commas tore in braces, as in `{sql: SELECT a, b FROM t}`: `b FROM t` is a key without a value there."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from compiler.diagnostics.diagnostic import Edit
from compiler.stages.validate.changed_trees import Path
from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from compiler.yaml_source.mending import double_quoted
from compiler.yaml_source.nodes import Entry


@dataclass(frozen=True)
class TornText:
    """A text of which only the beginning stands under its key, and the keys that its other pieces have become."""

    key: str
    beginning: ScalarNode
    pieces: tuple[ScalarNode, ...]

    @property
    def offsets(self) -> tuple[int, int]:
        """Where the whole text stands in the file."""
        return self.beginning.offsets[0], self.pieces[-1].offsets[1]

    @property
    def text(self) -> str:
        """The whole text, as it is written."""
        start, end = self.offsets
        return self.beginning.source.text[start:end]


def torn_text(parent: Node | None, piece: str) -> TornText | None:
    """The text of which a key in braces is a piece, the pieces on one line; None where it is of none."""
    if not isinstance(parent, MappingNode) or not parent.composed.flow_style or piece not in parent.entries:
        return None
    entries = list(parent.entries.values())
    at = list(parent.entries).index(piece)
    first = at
    while first > 0 and _is_piece(entries[first - 1], entries[first]):
        first -= 1
    last = at
    while last + 1 < len(entries) and _is_piece(entries[last + 1], entries[last]):
        last += 1
    beginning = entries[first - 1].node if first > 0 else None
    if not isinstance(beginning, ScalarNode) or not _is_torn_before(beginning, entries[first].key):
        return None
    pieces = tuple(entry.key for entry in entries[first : last + 1])
    return TornText(entries[first - 1].key.written, beginning, pieces)


def sewn(parent: Node | None, piece: str) -> Edit | None:
    """The pieces of a torn text as one text in quotes."""
    torn = torn_text(parent, piece)
    if torn is None:
        return None
    return Edit(torn.beginning.source.span(*torn.offsets), double_quoted(torn.text))


def with_sewn_text(node: Node, path: Path) -> Node:
    """The tree in which the text of which the key at a path is a piece is whole, the pieces still beside it."""
    if isinstance(node, SequenceNode) and len(path) > 1 and isinstance(path[0], int):
        items = list(node.items)
        items[path[0]] = with_sewn_text(items[path[0]], path[1:])
        return node.with_items(tuple(items))
    if not isinstance(node, MappingNode):
        return node
    key = str(path[0])
    if len(path) > 1:
        inner = node.entries.get(key)
        if inner is None:
            return node
        return node.with_entries(
            {**node.entries, key: inner._replace(node=with_sewn_text(inner.node, path[1:]))}
        )
    torn = torn_text(node, key)
    if torn is None:
        return node
    whole = node.entries[torn.key]._replace(node=_whole(torn))
    return node.with_entries({**node.entries, torn.key: whole})


def _whole(torn: TornText) -> ScalarNode:
    head, last = torn.beginning.composed, torn.pieces[-1].composed
    composed = yaml.ScalarNode(head.tag, torn.text, head.start_mark, last.end_mark)
    return ScalarNode(torn.text, torn.beginning.source, composed)


def _is_piece(entry: Entry, neighbour: Entry) -> bool:
    """Whether an entry is a key without a value in the same line as its neighbour."""
    if not isinstance(entry.node, ScalarNode) or entry.key.style is not None:
        return False
    start, end = entry.node.offsets
    alone = start == end and ":" not in entry.key.source.text[entry.key.offsets[1] : start]
    return alone and entry.key.span.line == neighbour.key.span.line


def _is_torn_before(beginning: ScalarNode, piece: ScalarNode) -> bool:
    """Whether a value is a text without quotes, and only a comma stands between it and a key without quotes, in one line."""
    is_text = beginning.style is None and isinstance(beginning.value, str)
    between = piece.source.text[beginning.offsets[1] : piece.offsets[0]]
    return is_text and piece.style is None and between.strip() == "," and "\n" not in between
