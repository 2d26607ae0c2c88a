"""The outline that an editor shows of a file: its parameters, widgets, tables, macros."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compiler.editor.knowledge import Knowledge
from compiler.written.outline import Item, Outline, Path, Stretch


@dataclass(frozen=True)
class Entry:
    """A named part of a file; `whole` holds `name_at`, and its `parts` lie in it."""

    name: str
    detail: str
    kind: str
    whole: Stretch
    name_at: Stretch
    parts: tuple[Entry, ...] = ()


_LISTS = {
    "widgets": "widget",
    "add": "widget",
    "parameters": "parameter",
    "add_parameters": "parameter",
    "tests": "test",
}
_MAPPINGS = {
    "constants": "constant",
    "tables": "table",
    "widgets": "widget",
    "parameters": "parameter",
    "columns": "column",
}


def entries_of(known: Knowledge, path: str) -> tuple[Entry, ...]:
    """The named parts of a file, in its order."""
    if path.endswith(".sql"):
        return tuple(_macros(known, path))
    found = known.outline(path)
    return tuple(_members(found, ()))


def named_entries(entries: Iterable[Entry], query: str) -> Iterator[Entry]:
    """What authors name, among the entries and their parts, where the name holds the query."""
    for entry in entries:
        if entry.kind not in ("group", "field", "column") and query.lower() in entry.name.lower():
            yield entry
        yield from named_entries(entry.parts, query)


def _macros(known: Knowledge, path: str) -> Iterator[Entry]:
    for macro in known.macros:
        if macro.path == path:
            name_at = Stretch(macro.start, macro.start + len(macro.name))
            end = known.texts[path].find(macro.body, macro.start) + len(macro.body)
            yield Entry(
                macro.name,
                f"({macro.arguments})",
                "macro",
                Stretch(macro.start, max(end, name_at.end)),
                name_at,
            )


def _members(found: Outline, path: Path) -> Iterator[Entry]:
    """The parts at the top, or the columns of a table."""
    for item in found.below(path):
        key = item.path[-1]
        if item.key is None:
            continue
        parts = (*_listed(found, item), *_named(found, item))
        if parts or not path:
            yield Entry(
                str(key),
                _detail(found, item),
                "group" if parts else "field",
                _whole(found, item),
                item.key,
                parts,
            )


def _listed(found: Outline, item: Item) -> Iterator[Entry]:
    kind = _LISTS.get(str(item.path[-1]))
    if kind is None:
        return
    for named in found.items:
        if (
            named.path[:-2] == item.path
            and isinstance(named.path[-2], int)
            and named.path[-1] in ("id", "name")
            and named.value
        ):
            at = named.path[:-1]
            detail = found.value((*at, "type")) or ""
            name = found.text[named.value.start : named.value.end]
            yield Entry(name, detail, kind, _whole_of(found, at, named.value), named.value)


def _named(found: Outline, item: Item) -> Iterator[Entry]:
    kind = _MAPPINGS.get(str(item.path[-1]))
    if kind is None:
        return
    for member in found.below(item.path):
        if isinstance(member.path[-1], str) and member.key is not None:
            columns = found.item((*member.path, "columns"))
            parts = tuple(_named(found, columns)) if columns is not None and kind == "table" else ()
            yield Entry(
                member.path[-1], _detail(found, member), kind, _whole(found, member), member.key, parts
            )


def _detail(found: Outline, item: Item) -> str:
    return (found.value(item.path) or "").split("\n", 1)[0][:80] if item.value is not None else ""


def _whole(found: Outline, item: Item) -> Stretch:
    return _whole_of(found, item.path, item.key or Stretch(0, 0))


def _whole_of(found: Outline, path: Path, name_at: Stretch) -> Stretch:
    """Everything written below a path."""
    stretches = [
        s for i in found.items if i.path[: len(path)] == path for s in (i.key, i.value) if s is not None
    ]
    start = min((s.start for s in stretches), default=name_at.start)
    return Stretch(start, max((s.end for s in stretches), default=name_at.end))
