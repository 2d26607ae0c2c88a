"""A file's new text, and the proof that it means what the old one meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.formatting.layout import Order, as_it_is, laid_out
from compiler.formatting.parts import NotSupported, read_parts
from compiler.formatting.queries import Queries, difference
from compiler.written.outline import Path, outline
from compiler.written.schema_position import is_sql, keys_at
from compiler.yaml_source.decode import Undecodable, decode
from compiler.yaml_source.nodes import Source
from compiler.yaml_source.reader import read_source
from schemas.resources import KINDS

CRLF = b"\r\n"


@dataclass(frozen=True)
class Formatted:
    """A file after formatting: its bytes, the same as before where it was left alone, and what is to be told.

    `faults` keep a file from being read; `left` says in words what was left as it is, and why.
    """

    data: bytes
    faults: tuple[Diagnostic, ...] = ()
    left: tuple[str, ...] = ()


def formatted(path: str, data: bytes, *, sql: bool = False) -> Formatted:
    """One file in the layout of `layout`; with `sql` the queries in it too. Line ends stay what they are."""
    try:
        source = decode(path, data)
    except Undecodable as error:
        return Formatted(data, (error.diagnostic,))
    _, faults = read_source(source)
    if faults:
        return Formatted(data, faults)
    queries = Queries() if sql else None
    try:
        parts = read_parts(source.text)
        order = _order(outline(source.text).value(("kind",)))
        text = laid_out(parts, order, queries.formatted if queries is not None else as_it_is)
        same = _means_the_same(source, text, order, sql=sql)
    except NotSupported as reason:
        return Formatted(data, left=(f"has {reason}, for which there is no layout",))
    if not same:
        return Formatted(data, left=("cannot be laid out without a risk to its meaning",))
    encoded = text.encode()
    told = tuple(queries.left) if queries is not None else ()
    return Formatted(encoded.replace(b"\n", CRLF) if CRLF in data else encoded, left=told)


ORDERED_MEMBERS = frozenset({"widgets", "add", "parameters", "add_parameters", "tests"})
"""Lists whose members have their keys in the order of the model, as the file itself has; all else is the author's."""


def _order(kind: str | None) -> Order:
    """The canonical order of keys of a kind; none for a file of another."""

    def order(path: Path) -> Sequence[str]:
        of_member = len(path) == 2 and path[0] in ORDERED_MEMBERS and isinstance(path[1], int)
        return [key.name for key in keys_at(kind, path)] if kind in KINDS and (not path or of_member) else ()

    return order


def _means_the_same(source: Source, text: str, order: Order, *, sql: bool) -> bool:
    """Whether the new text reads as the same values, and holds the same comments."""
    old, _ = read_source(source)
    new, faults = read_source(Source(source.name, text))
    if old is None or new is None or faults or _comments(source.text) != _comments(text):
        return False
    return _same(old.value, new.value, (), order, sql=sql)


def _same(old: Any, new: Any, path: Path, order: Order, *, sql: bool) -> bool:
    """Whether two values are one, of one type, with keys in one order where the order is the author's."""
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        if old.keys() != new.keys() or (not order(path) and list(old) != list(new)):
            return False
        return all(_same(value, new[key], (*path, key), order, sql=sql) for key, value in old.items())
    if isinstance(old, list):
        pairs = zip(old, new, strict=False)
        return len(old) == len(new) and all(
            _same(a, b, (*path, at), order, sql=sql) for at, (a, b) in enumerate(pairs)
        )
    if sql and is_sql(path):
        return old == new or difference(old, new) is None
    return repr(old) == repr(new)  # of equal type; and not a number is not equal to itself


def _comments(text: str) -> Counter[str]:
    return Counter(comment.text for comment in read_parts(text).comments)
