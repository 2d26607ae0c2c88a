"""Edits of scalars: another text in the place of one, written in the way of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from compiler.diagnostics.diagnostic import Edit, Span
from compiler.diagnostics.suggest import certain
from compiler.yaml_source.core_schema import plain_value
from compiler.yaml_source.nodes import Node, ScalarNode

_PLAIN = re.compile(r"[^\W\d][\w./-]*")
"""Texts that need no quotes wherever they stand, unless the schema reads them as another value."""


def replaced(node: Node, text: str) -> Edit | None:
    """The edit that makes `text` of a scalar, in its own quotes; None where the scalar is a block or is not written."""
    if not isinstance(node, ScalarNode) or node.style in ("|", ">") or node.offsets[0] == node.offsets[1]:
        return None
    return Edit(node.span, _written(text, node.style))


def respelt(node: Node, known: Iterable[str]) -> Edit | None:
    """The edit that puts the one known word in the place of a misspelt one; None where it is not sure which."""
    meant = certain(node.written, known) if isinstance(node, ScalarNode) else None
    return replaced(node, meant) if meant is not None else None


def respelt_at(span: Span, word: str, known: Iterable[str]) -> Edit | None:
    """The same for a scalar of which only the place is known, quotes included."""
    meant = certain(word, known)
    return Edit(span, _written(meant, None)) if meant is not None else None


def quoted(node: ScalarNode) -> Edit | None:
    """The edit that makes a text of a plain scalar by putting it in double quotes."""
    return Edit(node.span, double_quoted(node.written)) if node.style is None else None


def double_quoted(text: str) -> str:
    """A text in the double quotes of YAML, which reads JSON's escapes (https://yaml.org/spec/1.2.2/#731)."""
    return json.dumps(text, ensure_ascii=False)


def _written(text: str, style: str | None) -> str:
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    is_plain = style is None and _PLAIN.fullmatch(text) is not None and isinstance(plain_value(text), str)
    return text if is_plain else double_quoted(text)
