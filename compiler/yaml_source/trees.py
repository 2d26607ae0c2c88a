"""The tree of a file, kept in memory or read from its text again when somebody asks.

A tree is some forty times as large as its text and quick to read; of a file that nobody shares it is asked for once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from compiler.yaml_source.nodes import MappingNode, Source
from compiler.yaml_source.reader import read_source

AT_HAND = 64
"""Trees that were read again last; a tenant's files are asked for more than once while it is resolved."""


@dataclass(frozen=True)
class KeptTree:
    """A tree that stays: of a file that many share, or of one that was repaired."""

    node: MappingNode


@dataclass(frozen=True)
class TreeReadAgain:
    """The tree of a text without a fault, made anew for each who asks."""

    source: Source

    @property
    def node(self) -> MappingNode:
        """The same values at the same places each time."""
        return _read(self.source)


@lru_cache(maxsize=AT_HAND)
def _read(source: Source) -> MappingNode:
    node, faults = read_source(source)
    if not isinstance(node, MappingNode) or faults:
        raise TypeError("a text that was a mapping without a fault is one")
    return node
