"""Renaming what authors name: every place in every file, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from compiler.editor.definition import Place
from compiler.editor.knowledge import Knowledge
from compiler.editor.occurrences import (
    RENAMED,
    Occurrence,
    Symbol,
    definitions_of,
    occurrences_in,
    occurrences_of,
    symbols_at,
)
from schemas.resources.base import NAME_PATTERN

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


def rename(known: Knowledge, path: str, offset: int, new: str) -> Mapping[str, tuple[Place, ...]]:
    """The places to write `new` in, by file. Raises CannotRename."""
    symbol = renamable_at(known, path, offset).symbol
    if re.fullmatch(NAME_PATTERN, new) is None:
        raise CannotRename(f"`{new}` is no name: small letters, digits and underscores, a letter first")
    if new in _siblings(known, symbol):
        raise CannotRename(f"there is a {symbol.kind} `{new}` already")
    found: dict[str, list[Place]] = {}
    for occurrence in occurrences_of(known, frozenset({symbol})):
        found.setdefault(occurrence.path, []).append(Place(occurrence.path, occurrence.start, occurrence.end))
    return {file: tuple(dict.fromkeys(places)) for file, places in found.items()}


def _siblings(known: Knowledge, symbol: Symbol) -> set[str]:
    """The names that are taken where a symbol is made, those that overlays add included."""
    files = [
        symbol.home,
        *(
            path
            for path in known.texts
            if known.kind(path) == "overlay" and known.dashboard_of(path) == symbol.home
        ),
    ]
    return {
        o.symbol.name
        for file in files
        for o in occurrences_in(known, file)
        if o.defines and o.symbol.kind == symbol.kind and o.symbol.home == symbol.home
    }
