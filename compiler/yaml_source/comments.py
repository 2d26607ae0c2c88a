"""Whole lines of comment belong to the key below them, as people mean them; ruamel keeps them with the value above.

So what goes with a key that is taken out or moved is its own: the comment at its line's end, and the lines above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.tokens import CommentToken

_ABOVE, _BEHIND = 1, 2
"""Where ruamel keeps a key's comments: the lines above it, and what stands behind its value."""


class _Key(NamedTuple):
    mapping: CommentedMap
    name: Any
    is_first: bool

    @property
    def column(self) -> int:
        """Where the key begins, from 0."""
        return int(self.mapping.lc.key(self.name)[1])


def give_comments_to_keys_below(document: CommentedMap) -> str:
    """Moves lines of comment to the key below them; those at the end of the file are taken out, and are the result."""
    keys = list(_keys(document))
    for key, below in zip(keys, [*keys[1:], None], strict=True):
        token = _behind(key)
        first, _, rest = token.value.partition("\n") if token is not None else ("", "", "")
        if token is None or not rest or (below is not None and below.is_first):
            continue
        own, given = _parted(rest, 0 if below is None else below.column)
        token.value = f"{first}\n{own}"
        if below is None:
            return given
        if given:
            _put_above(below, given)
    return ""


def move_comments(mapping: CommentedMap, old: str, new: str) -> None:
    """Gives the comments of a key to the key that takes its place."""
    if old in mapping.ca.items:
        mapping.ca.items[new] = mapping.ca.items.pop(old)


def _keys(node: Any) -> Iterator[_Key]:
    """The keys of all mappings in blocks, as they stand in the file."""
    if isinstance(node, CommentedMap) and not node.fa.flow_style():
        for at, (name, value) in enumerate(node.items()):
            yield _Key(node, name, at == 0)
            yield from _keys(value)
    elif isinstance(node, CommentedSeq) and not node.fa.flow_style():
        for item in node:
            yield from _keys(item)


def _behind(key: _Key) -> CommentToken | None:
    found = key.mapping.ca.items.get(key.name)
    token = found[_BEHIND] if found is not None and len(found) > _BEHIND else None
    return token if isinstance(token, CommentToken) else None


def _parted(lines: str, column: int) -> tuple[str, str]:
    """The lines that are indented more than the key below, which end what is above; the others with the blank lines before them."""
    found = lines.splitlines(keepends=True)
    for at, line in enumerate(found):
        if line.strip() and len(line) - len(line.lstrip()) <= column:
            own = len("".join(found[:at]).rstrip().splitlines())
            return "".join(found[:own]), "".join(found[own:])
    return lines, ""


def _put_above(key: _Key, lines: str) -> None:
    tokens = [
        CommentToken(f"{line.strip()}\n", CommentMark(len(line) - len(line.lstrip())), None)
        for line in lines.splitlines()
    ]
    kept = key.mapping.ca.items.setdefault(key.name, [None, None, None, None])
    kept[_ABOVE] = tokens
