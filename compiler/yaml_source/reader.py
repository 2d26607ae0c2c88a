"""Bytes to a tree of nodes: libyaml composes, the core schema of YAML 1.2 gives the values.

Refused, each with a code: two equal keys, keys that are not text, merge keys (`<<` is not YAML 1.2), tags, more than
one document, nesting deeper than MAX_DEPTH, more than MAX_VALUES values, also such as aliases unfold to, and texts that an unused
anchor cuts. Other anchors and aliases are allowed; what an alias stands for keeps the place of its anchor.
"""

from __future__ import annotations

import json
import operator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml._yaml import CParser

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.yaml_source.anchors import unused_anchors
from compiler.yaml_source.core_schema import NUMBER_STARTS, WORDS, plain_value
from compiler.yaml_source.decode import Undecodable, decode
from compiler.yaml_source.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, Source
from compiler.yaml_source.syntax import syntax_fault

MAX_DEPTH = 60
MAX_VALUES = 500_000
MANY_OPENINGS = 5_000
MANY_LINES = 100_000

_PLAIN, _QUOTED, _COLLECTION = "plain", "quoted", "collection"


class _Composer(CParser):
    """libyaml's composer; in place of YAML 1.1's tags, it only notes whether a scalar was plain."""

    def resolve(self, _kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        if value is None:
            return _COLLECTION
        return _PLAIN if implicit[0] else _QUOTED


class _PlainComposer(_Composer):
    """For usual texts: what libyaml calls around each node is the cheapest thing that does nothing."""

    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(tuple)


class _Excessive(Exception):
    """More than may be read; the message says of what."""


def _too_deep() -> _Excessive:
    return _Excessive(f"nested deeper than {MAX_DEPTH} levels")


class _WatchfulComposer(_Composer):
    """For texts that could exhaust the stack, since libyaml composes by recursion, or the memory."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.values = 0

    def descend_resolver(self, _parent: yaml.Node | None, _index: object) -> None:
        self.depth += 1
        self.values += 1
        if self.depth > MAX_DEPTH:
            raise _too_deep()
        if self.values > MAX_VALUES:
            raise _Excessive(f"the file has more than {MAX_VALUES:,} values")

    def ascend_resolver(self) -> None:
        self.depth -= 1


def _composer(text: str) -> _Composer:
    """Watches depth and number only where they could be great: it costs a tenth of the time.

    Nesting by indentation alone goes no deeper than the root of the file's size, because each level indents more.
    """
    openings = text.count("[") + text.count("{") + text.count("- ") + text.count("? ")
    openings += max(text.count("\n") + text.count(",") - MANY_LINES, 0)
    return _WatchfulComposer(text) if openings > MANY_OPENINGS else _PlainComposer(text)


def read_yaml(name: str, data: bytes) -> tuple[Source | None, Node | None, tuple[Diagnostic, ...]]:
    """The file's source, its tree and its faults; no tree when one of the faults leaves its meaning open."""
    try:
        source = decode(name, data)
    except Undecodable as error:
        return None, None, (error.diagnostic,)
    node, faults = read_source(source)
    return source, node, faults


@dataclass(frozen=True)
class Reading:
    """A tree, whatever is wrong with it, and what is."""

    node: Node | None
    faults: tuple[Diagnostic, ...]


MERE_SLIPS = frozenset(
    {reading.DUPLICATE_KEY.id, reading.KEY_NOT_TEXT.id, reading.TAG.id, reading.UNUSED_ANCHOR.id}
)
"""Faults of a tree that leave no doubt about the rest of it."""


def read_source(source: Source) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a text and its faults."""
    try:
        found = tree_of(compose(source), source)
    except yaml.MarkedYAMLError as error:
        return None, (syntax_fault(source, error),)
    return (None if found.faults else found.node), found.faults


Composed = yaml.Node | _Excessive | None
"""Libyaml's tree; None of an empty text."""


def compose(source: Source) -> Composed:
    """Libyaml's tree of a text. Raises yaml.MarkedYAMLError for one that is no YAML."""
    try:
        composed: yaml.Node | None = _composer(source.text).get_single_node()
    except _Excessive as error:
        return error
    return composed


def tree_of(composed: Composed, source: Source) -> Reading:
    """Our tree of libyaml's, with what is wrong with it."""
    if composed is None:
        return Reading(None, (_whole_file(source, reading.EMPTY.id, "the file is empty"),))
    building = _Building(source)
    try:
        if isinstance(composed, _Excessive):
            raise composed
        node = building.node(composed)
        return Reading(node, (*building.faults, *unused_anchors(composed, source, _PLAIN)))
    except _Excessive as error:
        return Reading(None, (_whole_file(source, reading.TOO_LARGE.id, str(error)),))


def _whole_file(source: Source, code: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, Span.point(source.name, 1, 1))


_new = tuple.__new__
"""Makes nodes at half the price of calling their classes; there are hundreds in each file."""


class _Building:
    """Builds our nodes from libyaml's, once for each anchor, and collects the faults on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Diagnostic] = []
        self._built: dict[int, tuple[Node, int]] = {}
        self._open: set[int] = set()
        self._values = 0

    def node(self, composed: yaml.Node) -> Node:
        tag, value = composed.tag, composed.value
        if tag == _QUOTED or (tag == _PLAIN and value not in WORDS and value[0] not in NUMBER_STARTS):
            return _new(ScalarNode, (value, self.source, composed))
        if tag == _PLAIN:
            return self._plain(composed)
        if tag != _COLLECTION:
            self._fault(reading.TAG.id, composed, f"the tag {tag} is not read", "leave the tag out")
        if isinstance(composed, yaml.CollectionNode):
            return self._collection(composed)
        return ScalarNode(composed.value, self.source, composed)

    def _plain(self, composed: yaml.Node) -> ScalarNode:
        try:
            return _new(ScalarNode, (plain_value(composed.value), self.source, composed))
        except ValueError as error:
            self._fault(reading.TOO_LARGE.id, composed, str(error), "write it in quotes if it is a text")
            return ScalarNode(composed.value, self.source, composed)

    def _collection(self, composed: yaml.CollectionNode) -> Node:
        if composed.flow_style and self._is_template(composed):
            return self._template(composed)
        known = self._built.get(id(composed))
        if known:
            return self._alias(composed, *known)
        if id(composed) in self._open:
            self._fault(reading.ENDLESS_ALIAS.id, composed, "an alias stands inside what it names")
            return SequenceNode([], self.source, composed, ())
        if len(self._open) - len(self._built) > MAX_DEPTH:
            raise _too_deep()
        self._open.add(id(composed))
        before = self._values
        self._values += len(composed.value) + 1
        built = (
            self._mapping(composed) if isinstance(composed, yaml.MappingNode) else self._sequence(composed)
        )
        self._built[id(composed)] = built, self._values - before
        return built

    def _is_template(self, composed: yaml.CollectionNode) -> bool:
        """Whether two braces stand together, as in `{{ constants.unit }}`, which nobody means as a mapping in a mapping."""
        start = composed.start_mark.index
        return self.source.text.startswith("{{", start) and len(composed.value) == 1

    def _template(self, composed: yaml.CollectionNode) -> ScalarNode:
        """The text that was meant: what stands from the first brace to the last."""
        start, end = composed.start_mark.index, composed.end_mark.index
        text = self.source.text[start:end]
        span = self.source.span(start, end)
        edit = Edit(span, json.dumps(text, ensure_ascii=False)) if "\n" not in text else None
        message = "`{{` starts a mapping here, and no template"
        what_to_do = "put the text in quotes"
        self.faults.append(Diagnostic(reading.KEY_NOT_TEXT.id, message, span, help=what_to_do, edit=edit))
        return ScalarNode(
            text, self.source, yaml.ScalarNode(_PLAIN, text, composed.start_mark, composed.end_mark)
        )

    def _alias(self, composed: yaml.Node, node: Node, values: int) -> Node:
        within = self._values <= MAX_VALUES
        self._values += values
        if within and self._values > MAX_VALUES:
            message = f"the aliases unfold to more than {MAX_VALUES:,} values"
            self._fault(reading.TOO_LARGE.id, composed, message)
        return node

    def _sequence(self, composed: yaml.CollectionNode) -> SequenceNode:
        items = tuple([self.node(item) for item in composed.value])
        return SequenceNode([item.value for item in items], self.source, composed, items)

    def _mapping(self, composed: yaml.CollectionNode) -> MappingNode:
        entries: dict[str, Entry] = {}
        value: dict[str, Any] = {}
        for key, item in composed.value:
            name = key.value
            if not (
                (key.tag == _PLAIN and name[:1].isalpha() and name not in WORDS) or self._is_text_key(key)
            ):
                continue
            if name in entries:
                self._duplicate(key, entries[name].key)
            node = self.node(item)
            entries[name] = _new(Entry, (_new(ScalarNode, (name, self.source, key)), node))
            value[name] = node.value
        return MappingNode(value, self.source, composed, entries)

    def _is_text_key(self, key: yaml.Node) -> bool:
        if key.tag == _QUOTED:
            return True
        if isinstance(key, yaml.ScalarNode) and key.value == "<<":
            self._fault(reading.MERGE_KEY.id, key, "`<<` is not YAML 1.2", "write the keys out")
            return False
        if isinstance(key, yaml.ScalarNode) and isinstance(self.node(key).value, str):
            return key.tag == _PLAIN
        self._fault(reading.KEY_NOT_TEXT.id, key, "a key must be text", "put it in quotes")
        return False

    def _duplicate(self, key: yaml.ScalarNode, first: ScalarNode) -> None:
        span = ScalarNode(key.value, self.source, key).span
        label = Label(first.span, "the first one")
        message = f"the key `{key.value}` stands twice"
        self.faults.append(
            Diagnostic(reading.DUPLICATE_KEY.id, message, span, labels=(label,), help="keep one of the two")
        )

    def _fault(self, code: str, composed: yaml.Node, message: str, remedy: str | None = None) -> None:
        start, end = composed.start_mark, composed.end_mark
        last = (
            (end.line + 1, end.column + 1) if end.line == start.line else (start.line + 1, start.column + 2)
        )
        span = Span(self.source.name, start.line + 1, start.column + 1, *last)
        self.faults.append(Diagnostic(code, message, span, help=remedy))
