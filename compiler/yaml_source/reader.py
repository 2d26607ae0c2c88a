"""Bytes to a tree of nodes: libyaml composes, the core schema of YAML 1.2 gives the values.

Refused, each with a code: two equal keys, keys that are not text, merge keys (`<<` is not YAML 1.2), tags, more than
one document, nesting deeper than MAX_DEPTH, and aliases that unfold to more than MAX_VALUES values. Anchors and
aliases are allowed; what an alias stands for keeps the place of its anchor.
"""

from __future__ import annotations

import yaml
from yaml._yaml import CParser

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic, Label, Span
from compiler.yaml_source.core_schema import plain_value
from compiler.yaml_source.decode import Undecodable, decode
from compiler.yaml_source.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, Source
from compiler.yaml_source.syntax import syntax_fault

MAX_DEPTH = 60
MAX_VALUES = 500_000

_PLAIN, _QUOTED, _COLLECTION = "plain", "quoted", "collection"
_OWN_TAGS = frozenset((_PLAIN, _QUOTED, _COLLECTION))


class _TooDeep(Exception):
    pass


class _Composer(CParser):
    """libyaml's composer; in place of YAML 1.1's tags, it only notes whether a scalar was plain."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def resolve(self, kind: type[yaml.Node], _value: str | None, implicit: tuple[bool, bool]) -> str:
        if kind is not yaml.ScalarNode:
            return _COLLECTION
        return _PLAIN if implicit[0] else _QUOTED

    def descend_resolver(self, _parent: yaml.Node | None, _index: object) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeep

    def ascend_resolver(self) -> None:
        self.depth -= 1


def read_yaml(name: str, data: bytes) -> tuple[Source | None, Node | None, tuple[Diagnostic, ...]]:
    """The file's source, its tree and its faults; no tree when one of the faults leaves its meaning open."""
    try:
        source = decode(name, data)
    except Undecodable as error:
        return None, None, (error.diagnostic,)
    node, faults = read_source(source)
    return source, node, faults


def read_source(source: Source) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a text and its faults."""
    try:
        composed = _Composer(source.text).get_single_node()
    except yaml.MarkedYAMLError as error:
        return None, (syntax_fault(source, error),)
    except _TooDeep:
        return None, (_whole_file(source, reading.TOO_LARGE.id, f"nested deeper than {MAX_DEPTH} levels"),)
    if composed is None:
        return None, (_whole_file(source, reading.EMPTY.id, "the file is empty"),)
    building = _Building(source)
    node = building.node(composed)
    return (None if building.faults else node), tuple(building.faults)


def _whole_file(source: Source, code: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, Span.point(source.name, 1, 1))


class _Building:
    """Builds our nodes from libyaml's, once for each anchor, and collects the faults on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Diagnostic] = []
        self._built: dict[int, tuple[Node, int]] = {}
        self._open: set[int] = set()
        self._values = 0

    def node(self, composed: yaml.Node) -> Node:
        if composed.tag not in _OWN_TAGS:
            self._fault(reading.TAG.id, composed, f"the tag {composed.tag} is not read", "leave the tag out")
        if isinstance(composed, yaml.CollectionNode):
            return self._collection(composed)
        self._values += 1
        return self._scalar(composed)

    def _scalar(self, composed: yaml.Node) -> ScalarNode:
        if composed.tag != _PLAIN:
            return ScalarNode(composed.value, self.source, composed)
        try:
            return ScalarNode(plain_value(composed.value), self.source, composed)
        except ValueError as error:
            self._fault(reading.TOO_LARGE.id, composed, str(error), "write it in quotes if it is a text")
            return ScalarNode(composed.value, self.source, composed)

    def _collection(self, composed: yaml.CollectionNode) -> Node:
        known = self._built.get(id(composed))
        if known:
            return self._alias(composed, *known)
        if id(composed) in self._open:
            self._fault(reading.ENDLESS_ALIAS.id, composed, "an alias stands inside what it names")
            return SequenceNode([], self.source, composed, ())
        self._open.add(id(composed))
        before = self._values
        built = (
            self._mapping(composed) if isinstance(composed, yaml.MappingNode) else self._sequence(composed)
        )
        self._values += 1
        self._built[id(composed)] = built, self._values - before
        return built

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

    def _mapping(self, composed: yaml.MappingNode) -> MappingNode:
        entries: dict[str, Entry] = {}
        for key, item in composed.value:
            if key.tag != _QUOTED and not self._is_text_key(key):
                continue
            name = key.value
            if name in entries:
                self._duplicate(key, entries[name].key)
            entries[name] = Entry(ScalarNode(name, self.source, key), self.node(item))
        value = {name: entry.node.value for name, entry in entries.items()}
        return MappingNode(value, self.source, composed, entries)

    def _is_text_key(self, key: yaml.Node) -> bool:
        if key.tag == _PLAIN and key.value[:1].isalpha() and key.value not in _NOT_TEXT:
            return True
        if isinstance(key, yaml.ScalarNode) and key.value == "<<":
            self._fault(reading.MERGE_KEY.id, key, "`<<` is not YAML 1.2", "write the keys out")
            return False
        if isinstance(key, yaml.ScalarNode) and isinstance(self._scalar(key).value, str):
            return key.tag == _PLAIN or self._refuse_tag(key)
        self._fault(reading.KEY_NOT_TEXT.id, key, "a key must be text", "put it in quotes")
        return False

    def _refuse_tag(self, key: yaml.Node) -> bool:
        self._fault(reading.TAG.id, key, f"the tag {key.tag} is not read", "leave the tag out")
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


_NOT_TEXT = frozenset(("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"))
