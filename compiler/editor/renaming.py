"""Renaming what authors name: every place in every file, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from compiler.editor.knowledge import Knowledge
from compiler.editor.occurrences import (
    RENAMED,
    Occurrence,
    Sought,
    Symbol,
    definitions_of,
    occurrences_in,
    occurrences_of,
    symbols_at,
)
from compiler.written.outline import Outline
from schemas.resources.base import NAME_PATTERN

MOVED: Mapping[str, str] = {"widget": "widgets", "parameter": "parameters"}
"""Kinds of symbols to the key of `moved` that keeps their former names."""

_WHAT = {"table": "a table", "column": "a column", "dashboard": "a dashboard", "file": "a file"}


class CannotRename(ValueError):
    """The message is for the author."""


def renamable_at(known: Knowledge, path: str, offset: int) -> Occurrence:
    """The occurrence to rename. Raises CannotRename."""
    found = symbols_at(known, path, offset)
    occurrence = next((o for o in found if o.symbol.kind in RENAMED), None)
    if occurrence is not None and next(definitions_of(known, frozenset({occurrence.symbol})), None) is None:
        raise CannotRename(f"`{occurrence.symbol.name}` is not defined anywhere; see its diagnostic")
    if occurrence is not None:
        return occurrence
    if not found:
        raise CannotRename("nothing here has a name that Dashwright can change")
    kind = found[0].symbol.kind
    if kind in ("table", "column"):
        raise CannotRename(
            f"{_WHAT[kind]} is named by the site's database; change the catalog when the database changes"
        )
    raise CannotRename(f"{_WHAT[kind]} is named by its file; rename the file, and its uses with it")


@dataclass(frozen=True)
class Change:
    """Text to put in place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


def rename(known: Knowledge, path: str, offset: int, new: str) -> Mapping[str, tuple[Change, ...]]:
    """The changes by file. Raises CannotRename.

    The former name of a widget or a parameter is kept in its dashboard's `moved`.
    """
    symbol = renamable_at(known, path, offset).symbol
    if re.fullmatch(NAME_PATTERN, new) is None:
        raise CannotRename(f"`{new}` is no name: small letters, digits and underscores, a letter first")
    if new in _siblings(known, symbol):
        raise CannotRename(f"there is a {symbol.kind} `{new}` already")
    found: dict[str, list[Change]] = {}
    for occurrence in occurrences_of(known, frozenset({symbol})):
        found.setdefault(occurrence.path, []).append(Change(occurrence.start, occurrence.end, new))
    if symbol.kind in MOVED and any(
        o.path == symbol.home for o in definitions_of(known, frozenset({symbol}))
    ):
        found[symbol.home].append(_kept_name(known.outline(symbol.home), symbol, new))
    return {file: tuple(dict.fromkeys(changes)) for file, changes in found.items()}


def _kept_name(found: Outline, symbol: Symbol, new: str) -> Change:
    """The line of `moved` that says what a widget or a parameter was called, put where it belongs."""
    key = MOVED[symbol.kind]
    if found.item(("moved", key, new)) is not None:
        raise CannotRename(f"`{new}` is a former name in `moved`; remove it there first")
    entry = f"{symbol.name}: {new}"
    for path, words in ((("moved", key), entry), (("moved",), f"{key}: {{{entry}}}")):
        item = found.item(path)
        flow = next((flow for flow in found.flows if flow.path == path), None)
        if flow is not None:
            return _inserted(flow.stretch.start + 1, words + (", " if found.below(path) else ""))
        if item is not None and item.key is not None:
            indent = " " * (len(path) * 2)
            return _inserted(_line_end(found.text, item.key.end), f"\n{indent}{words}")
    gap = "" if found.text.endswith("\n") else "\n"
    return _inserted(len(found.text), f"{gap}moved:\n  {key}: {{{entry}}}\n")


def _inserted(at: int, text: str) -> Change:
    return Change(at, at, text)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)


def _siblings(known: Knowledge, symbol: Symbol) -> set[str]:
    """The names that are taken where a symbol is made, those that overlays add included."""
    overlays = (path for path in known.texts if known.kind(path) == "overlay")
    files = [symbol.home, *(path for path in overlays if known.dashboard_of(path) == symbol.home)]
    return {
        o.symbol.name
        for file in files
        for o in occurrences_in(known, file, Sought(frozenset()))
        if o.defines and o.symbol.kind == symbol.kind and o.symbol.home == symbol.home
    }
