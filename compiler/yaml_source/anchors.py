"""Texts that begin with `&` outside quotes: YAML takes the word for an anchor, and it would be missing where they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.yaml_source.nodes import Source

_ANCHOR = re.compile(r"(?:^|(?<=[\s,\[{]))&(?P<name>[^\s,\[\]{}]+)", re.MULTILINE)


def unused_anchors(composed: yaml.Node, source: Source, plain: str) -> Iterator[Diagnostic]:
    """A fault for each plain scalar (of the tag `plain`) whose anchor no alias names.

    On a mapping, a list or a text in quotes an anchor without aliases costs nothing, and is left alone. Where nothing
    stands behind it there is no value, which is told where one is needed.
    """
    if "&" not in source.text:
        return
    unused = {
        found.start(): found for found in _ANCHOR.finditer(source.text) if not _has_alias(source, found)
    }
    for scalar in _scalars(composed) if unused else ():
        found = unused.get(scalar.start_mark.index)
        if found is not None and scalar.tag == plain and scalar.value:
            message = f"`{found[0]}` is an anchor here, and no part of the text"
            what_to_do = f"put the text in quotes; if an anchor is meant, use it as `*{found['name']}`"
            span = source.span(*found.span())
            yield Diagnostic(reading.UNUSED_ANCHOR.id, message, span, help=what_to_do)


def _has_alias(source: Source, anchor: re.Match[str]) -> bool:
    """Looked for in the text, since the part of a file that holds the alias may be left out for another fault."""
    return re.search(rf"\*{re.escape(anchor['name'])}(?![^\s,\]}}])", source.text) is not None


def _scalars(composed: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """All scalars of a tree, each once, however many aliases lead to it."""
    seen: set[int] = set()
    rest = [composed]
    while rest:
        node = rest.pop()
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            members = node.value
            rest += (
                [part for pair in members for part in pair] if isinstance(node, yaml.MappingNode) else members
            )
