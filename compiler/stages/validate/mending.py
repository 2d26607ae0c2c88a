"""Edits that mend a file's structure where it is sure what the author meant."""

from __future__ import annotations

import re

from compiler.diagnostics.diagnostic import Edit
from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from compiler.yaml_source.core_schema import plain_value
from compiler.yaml_source.mending import quoted, replaced
from schemas.resources.base import NAME_PATTERN, SLUG_PATTERN

_TRUTH = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
"""What YAML 1.1 read as truth values, and 1.2 reads as texts."""

_SEPARATORS = {SLUG_PATTERN: "-", NAME_PATTERN: "_"}


def in_shape(node: Node | None, expected: str) -> Edit | None:
    """A number put in quotes where a text is asked for; quotes taken away from a number; `yes` as `true`."""
    if isinstance(node, SequenceNode):
        return _alone(node) if expected.startswith("text") else None
    if not isinstance(node, ScalarNode) or node.value is None:
        return None
    if expected.startswith("text"):
        return quoted(node) if not isinstance(node.value, str) else None
    if not isinstance(node.value, str) or node.style in ("|", ">"):
        return None
    if expected == "true or false":
        truth = _TRUTH.get(node.value.lower())
        return Edit(node.span, truth) if truth is not None else None
    wanted = {"a whole number": (int,), "a number": (int, float)}.get(expected, ())
    return Edit(node.span, node.value) if _is(node.value.strip(), wanted) else None


def unquoted(node: ScalarNode) -> Edit | None:
    """A number without the quotes around it."""
    return Edit(node.span, node.written) if node.style in ("'", '"') else None


def _alone(node: SequenceNode) -> Edit | None:
    """The one text of a list where a text is asked for."""
    item = node.items[0] if len(node.items) == 1 else None
    if not isinstance(item, ScalarNode) or not isinstance(item.value, str) or not node.composed.flow_style:
        return None
    start, end = item.offsets
    return Edit(node.span, node.source.text[start:end])


def _is(text: str, wanted: tuple[type, ...]) -> bool:
    try:
        value = plain_value(text)
    except ValueError:
        return False
    return isinstance(value, wanted) and not isinstance(value, bool)


def in_form(node: Node | None, pattern: str) -> Edit | None:
    """A name or slug in lower case, its words joined as they must be; None where that is not all that is wrong."""
    separator = _SEPARATORS.get(pattern)
    if separator is None or not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return None
    joined = re.sub(r"[\s_-]+", separator, node.value.strip().lower())
    return replaced(node, joined) if re.fullmatch(pattern, joined) else None


def dedented(outer: Node | None, parent: Node | None, key: str) -> Edit | None:
    """The last key of a block mapping with what stands under it, indented as the mapping's own key is."""
    if (
        not isinstance(outer, MappingNode)
        or not isinstance(parent, MappingNode)
        or list(parent.entries)[-1] != key
    ):
        return None
    if parent.composed.flow_style or outer.composed.flow_style or next(iter(parent.entries)) == key:
        return None
    entry, source = parent.entries[key], parent.source
    column, wanted = entry.key.span.column, outer.composed.start_mark.column + 1
    first, last = entry.key.span.line, max(entry.node.span.end_line, entry.key.span.line)
    lines = source.lines[first - 1 : last]
    surplus = column - wanted
    if surplus <= 0 or any(line.strip() and line[:surplus].strip() for line in lines):
        return None
    moved = "\n".join(line[surplus:] for line in lines)
    return Edit(source.span(source.offset(first, 1), source.offset(last, len(lines[-1]) + 1)), moved)
