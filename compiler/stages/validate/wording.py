"""Words for values and for the forms that texts must have."""

from __future__ import annotations

from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from schemas.resources.base import DURATION_PATTERN, LOCALE_PATTERN, NAME_PATTERN, SLUG_PATTERN

_PATTERNS = {
    SLUG_PATTERN: "lower-case letters, digits and single hyphens, as in north-sales",
    NAME_PATTERN: "lower-case letters, digits and underscores, a letter first, as in net_sales",
    LOCALE_PATTERN: "a language tag such as th or th-TH",
    DURATION_PATTERN: "a whole number and a unit, as in 30s, 5m, 1h or 1d",
    r"^(_shared/)?[a-z0-9]+(-[a-z0-9]+)*$": "the name of a file in dashboards/ without .yaml, or _shared/ and such a name",
    r"^[^/\\].*\.yaml$": "the path of a .yaml file, from the folder of this one",
    r"^\d{4}-\d{2}-\d{2}$": "a date, as in 2026-01-31",
    r"^[A-Z]{3}$|\{\{": "three capital letters, as in THB",
}


def pattern_words(pattern: str) -> str:
    """What a pattern asks for, for people."""
    words = _PATTERNS.get(pattern)
    return f"write {words}" if words else f"it must match {pattern}"


def describe(node: Node | None) -> str:
    """A value in a few words, as in "the number 5"."""
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    return _describe_scalar(node.value if isinstance(node, ScalarNode) else None)


def _describe_scalar(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    text = str(value)
    return f"the text {text!r}" if len(text) <= 40 else "a text"
