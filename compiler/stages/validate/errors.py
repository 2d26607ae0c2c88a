"""Pydantic's errors as diagnostics: at the exact key or value, in short words, one for each mistake.

pydantic reports a union once for each of its members; here one report is made of them, that of the member whose
shape the author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Edit
from compiler.diagnostics.suggest import LONG, closest, slips, suggestion
from compiler.stages.validate.known_keys import known_keys
from compiler.stages.validate.locations import is_label, node_at, place, real_path, split_location
from compiler.stages.validate.meant_keys import belongs_above
from compiler.stages.validate.mending import dedented, in_form, in_shape, unquoted
from compiler.stages.validate.repaired_catalog import is_rest_of_type
from compiler.stages.validate.synonyms import synonym
from compiler.stages.validate.time_zones import meant_zone
from compiler.stages.validate.torn_texts import sewn, torn_text
from compiler.stages.validate.unindented_keys import indented, owner_of, unindented_together
from compiler.stages.validate.wording import describe, pattern_words
from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from compiler.yaml_source.mending import replaced, respelt
from schemas.resources.base import DURATION_PATTERN

EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
"""Errors that say: the value has another shape."""

DURATION_KEYS = frozenset({"refresh", "timeout"})

SHAPES = {
    "query": "write `query:`, and below it, indented, `sql: |` with the query",
    "encoding": "name what each column is drawn as: `encoding: {columns: [name]}` in a table, `{x: day, y: sales}` in a chart",
    "widgets": "begin each widget with a dash and its id: `- id: sales`",
    "parameters": "begin each parameter with a dash and its id: `- id: region`",
    "columns": "write each column with its type, as in `amount: decimal(10,2)`",
    "position": "write `position: {x: 0, y: 0, width: 6, height: 4}`",
    "datasource": "write `datasource: {engine: sqlserver, version: 2019, catalog: catalog.yaml}`",
}
"""What to write under keys whose values have parts."""

_OUT_OF_RANGE = {
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be greater than {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be less than {lt}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must not be empty",
    "too_long": "must have at most {max_length} entries",
}


def diagnostics_of(
    kind: type[BaseModel], root: MappingNode, details: Sequence[ErrorDetails]
) -> tuple[Diagnostic, ...]:
    """The faults that a validation found, in the file's order, without repetition."""
    found = [_Fault(kind, root, detail).diagnostic() for detail in _one_for_each(root, details)]
    return tuple(sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.sort_key))


def _one_for_each(root: Node, details: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Of the errors at each union, those of the member that the author wrote."""
    located = [(split_location(root, detail["loc"])[1], detail) for detail in details]
    for union, group in groupby(located, key=lambda pair: pair[0]):
        errors = [detail for _, detail in group]
        labelled = [error for error in errors if real_path(root, error["loc"]) != error["loc"]]
        yield from (error for error in errors if error not in labelled)
        deeper = [error for error in labelled if real_path(root, error["loc"]) != union]
        for _, alternatives in groupby(deeper or labelled, key=lambda error: real_path(root, error["loc"])):
            yield from _alternatives(list(alternatives))


def _alternatives(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Of the errors of several union members at one place: those of the first whose shape it has, else one for all."""
    inside = [error for error in errors if error["type"] not in EXPECTED]
    if inside:
        return [error for error in inside if _label(error) == _label(inside[0])]
    wanted = dict.fromkeys(EXPECTED[error["type"]] for error in errors)
    return [{**errors[0], "ctx": {"expected": _or(list(wanted))}}]


def _label(error: ErrorDetails) -> str:
    return next((str(step) for step in error["loc"] if is_label(step)), "")


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


class _Fault:
    """One error at its place, put into words."""

    def __init__(self, kind: type[BaseModel], root: MappingNode, detail: ErrorDetails) -> None:
        self.kind = kind
        self.root = root
        self.type = detail["type"]
        self.path = real_path(root, detail["loc"])
        self.context: dict[str, Any] = detail.get("ctx") or {}
        self.message = detail["msg"]
        self.at_key = bool(detail["loc"]) and detail["loc"][-1] == "[key]"
        self.name = str(self.path[-1]) if self.path else ""
        self.node = node_at(root, self.path)

    def diagnostic(self) -> Diagnostic:
        if self.type == "missing":
            return self._missing()
        if self._is_torn():
            return self._torn()
        if self.type == "extra_forbidden":
            return self._unknown_key()
        if self.type in EXPECTED:
            return self._wrong_type(self.context.get("expected", EXPECTED[self.type]))
        if self.type == "literal_error":
            return self._not_an_option()
        if self.type == "string_pattern_mismatch":
            pattern = self.context["pattern"]
            message, remedy = f"{self._what()} is of the wrong form", pattern_words(pattern)
            edit = in_form(self.node, pattern) if not self.at_key else None
            return self._at_value(structure.MALFORMED.id, message, remedy, edit)
        if self.type in _OUT_OF_RANGE:
            rule = _OUT_OF_RANGE[self.type].format(**self.context)
            return self._at_value(structure.OUT_OF_RANGE.id, f"`{self._label()}` {rule}", None)
        return self._broken_rule(str(self.context["error"]) if "error" in self.context else self.message)

    def _is_torn(self) -> bool:
        """Whether a key that may not be is the rest of a text that a comma tore, as in `{th: one, two}`."""
        parent = self._parent()
        in_braces = isinstance(parent, MappingNode) and bool(parent.composed.flow_style)
        empty = isinstance(self.node, ScalarNode) and self.node.offsets[0] == self.node.offsets[1]
        behind_a_bracket = self.type in EXPECTED and is_rest_of_type(self.name)
        return in_braces and empty and (self.at_key or self.type == "extra_forbidden" or behind_a_bracket)

    def _torn(self) -> Diagnostic:
        """One fault of all pieces of a text, at the first: equal ones are told once."""
        torn = torn_text(self._parent(), self.name) if self.type == "extra_forbidden" else None
        message = "`{}` stands here as a key without a value"
        remedy, edit = "put a text that holds a comma in quotes", sewn(self._parent(), self.name)
        if torn is None:
            return self._at_key(structure.MALFORMED.id, message.format(self.name), remedy, edit)
        first = torn.pieces[0]
        return Diagnostic(
            structure.MALFORMED.id, message.format(first.written), first.span, help=remedy, edit=edit
        )

    def _parent(self) -> Node | None:
        return node_at(self.root, self.path[:-1])

    def _unknown_key(self) -> Diagnostic:
        known = known_keys(self.kind, self.path[:-1])
        parent = self._parent()
        entries = parent.entries if isinstance(parent, MappingNode) else {}
        message = f"unknown key `{self.name}`"
        if (together := unindented_together(self.kind, self.root, self.path)) and isinstance(
            parent, MappingNode
        ):
            return self._unindented(parent, together)
        if closest(self.name, known) is None and belongs_above(self.kind, self.path):
            outer = self.path[-2]
            remedy = "indent it less" + (f": it stands beside `{outer}`" if isinstance(outer, str) else "")
            edit = dedented(node_at(self.root, self.path[:-2]), parent, self.name)
            return self._at_key(structure.UNKNOWN_KEY.id, message, remedy, edit)
        if self.name == "sql" and "query" in known:
            remedy = "put it below `query:`, indented: `query: {sql: ...}`"
            return self._at_key(structure.UNKNOWN_KEY.id, message, remedy)
        edit = respelt(entries[self.name].key, known) if self.name in entries else None
        if edit is not None and edit.text in entries:
            edit = None
        return self._at_key(structure.UNKNOWN_KEY.id, message, suggestion(self.name, known), edit)

    def _unindented(self, parent: MappingNode, together: list[str]) -> Diagnostic:
        """One fault for all keys that were meant to stand below one that has no value."""
        owner = owner_of(self.kind, self.root, self.path)
        others = f", and so do the {len(together) - 1} keys after it" if len(together) > 2 else ""
        others = others or (", and so does the key after it" if len(together) == 2 else "")
        message = f"`{self.name}` belongs below `{owner}`{others}"
        remedy = f"indent it more than `{owner}`"
        return self._at_key(structure.UNKNOWN_KEY.id, message, remedy, indented(parent, together))

    def _broken_rule(self, said: str) -> Diagnostic:
        """At the value; a rule about a mapping at its `type`, where that is what makes the rule."""
        if self.name == "timezone" and isinstance(self.node, ScalarNode):
            message = f"`timezone: {self.node.value}` is not the name of a time zone"
            return self._at_value(structure.BROKEN_RULE.id, message, *meant_zone(self.node))
        kind = self.node.get("type") if isinstance(self.node, MappingNode) else None
        if kind is not None:
            return Diagnostic(structure.BROKEN_RULE.id, said, kind.span)
        return self._at_value(structure.BROKEN_RULE.id, said, None)

    def _label(self) -> str:
        """The name of the nearest key, for a member of a list too."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "file")

    def _what(self) -> str:
        if self.at_key:
            return f"the key `{self.name}`"
        return (
            f"`{self._label()}: {self.node.value}`"
            if isinstance(self.node, ScalarNode)
            else f"`{self._label()}`"
        )

    def _missing(self) -> Diagnostic:
        parent = self.path[:-1]
        message = f"`{self.name}` is missing"
        remedy = SHAPES.get(self.name, f"add `{self.name}:`")
        return Diagnostic(structure.MISSING_KEY.id, message, place(self.root, parent), help=remedy)

    def _wrong_type(self, expected: str) -> Diagnostic:
        message = f"`{self._label()}` must be {expected}, not {describe(self.node)}"
        remedy = _remedy_for_shape(expected, self._label(), self.node)
        if self.path[:1] == ("tables",) and self.path[-2:-1] == ("columns",):
            remedy = f"write the type that it has in the database, as in `{self.name}: int not null`"
        edit = in_shape(self.node, expected) if self._label() not in DURATION_KEYS else None
        return self._at_value(structure.WRONG_TYPE.id, message, remedy, edit)

    def _not_an_option(self) -> Diagnostic:
        options = re.findall(r"'([^']*)'|(\d+)", self.context["expected"])
        known = [word or number for word, number in options]
        said = self.node.value if isinstance(self.node, ScalarNode) else describe(self.node)
        remedy = _meant_option(str(said), known)
        if str(said) in known and isinstance(self.node, ScalarNode):
            message = f"`{self._label()}` must be the number {said}, not a text"
            return self._at_value(
                structure.NOT_AN_OPTION.id, message, "write it without quotes", unquoted(self.node)
            )
        ours = synonym(str(said), known)
        message = f"`{self._label()}` cannot be `{said}`"
        edit = respelt(self.node, known) if self.node is not None else None
        if ours is not None and self.node is not None:
            remedy, edit = f"did you mean `{ours}`?", replaced(self.node, ours)
        return self._at_value(structure.NOT_AN_OPTION.id, message, remedy, edit)

    def _at_key(self, code: str, message: str, remedy: str | None, edit: Edit | None = None) -> Diagnostic:
        parent = self._parent()
        span = parent.key_span(self.name) if isinstance(parent, MappingNode) else place(self.root, self.path)
        return Diagnostic(code, message, span, help=remedy, edit=edit)

    def _at_value(self, code: str, message: str, remedy: str | None, edit: Edit | None = None) -> Diagnostic:
        if self.at_key:
            return self._at_key(code, message, remedy)
        written = isinstance(self.node, ScalarNode) and self.node.offsets[0] < self.node.offsets[1]
        span = self.node.span if self.node and written else place(self.root, self.path)
        return Diagnostic(code, message, span, help=remedy, edit=edit)


def _meant_option(said: str, known: Sequence[str]) -> str:
    """The option that is near; all of them where a short word is none with one slip, as `mysql` is not `tsql`."""
    near = closest(said, known)
    if near is not None and (len(said) >= LONG or slips(said.lower(), near.lower()) <= 1):
        return f"did you mean `{near}`?"
    return "one of " + ", ".join(f"`{word}`" for word in known)


def _remedy_for_shape(expected: str, label: str, node: Node | None) -> str | None:
    if label in DURATION_KEYS:
        return pattern_words(DURATION_PATTERN)
    if label in SHAPES and not expected.startswith("text"):
        return SHAPES[label]
    if isinstance(node, SequenceNode) and expected == "text":
        return "write one text, without brackets"
    return _remedy_for_scalar(expected, node) if isinstance(node, ScalarNode) else None


def _remedy_for_scalar(expected: str, node: ScalarNode) -> str | None:
    if expected == "a list" and node.style is None and node.value is not None:
        return f"write it in brackets: [{node.written}]"
    if "text" in expected and node.value is None and (anchor := _anchor(node)) is not None:
        return f"`{anchor}` is an anchor, YAML's name for what stands behind it: put a text that begins with & in quotes"
    if "text" in expected and node.value is None:
        return "write a text; one that begins with `#`, which starts a comment, stands in quotes"
    return f'write it in quotes: "{node.written}"' if "text" in expected else None


def _anchor(node: ScalarNode) -> str | None:
    """The anchor that stands for itself, where its author meant a text."""
    start, end = node.offsets
    written = node.source.text[start:end].strip()
    return written if written.startswith("&") else None
