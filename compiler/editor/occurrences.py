"""Where something that has a name is named: definitions and uses of widgets, parameters, constants, macros, tables.

One list of occurrences answers what an editor asks: go to definition, find references, rename. Every file is read by its
outline, so that a file with a fault elsewhere still takes part.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from compiler.editor.columns import resolve
from compiler.editor.knowledge import Knowledge
from compiler.editor.macro_library import macros_of
from compiler.editor.sql_names import Name, names_in
from compiler.editor.templates import imports_in
from compiler.ir.tree import MACROS
from compiler.written.outline import Item, Stretch
from compiler.written.schema_position import is_sql
from compiler.written.sql_tokens import Token

SymbolKind = Literal["widget", "parameter", "constant", "macro", "dashboard", "file", "table", "column"]
RENAMED: frozenset[SymbolKind] = frozenset({"widget", "parameter", "constant", "macro"})
"""What authors name. Tables and columns are the site's; a dashboard's name is that of its file."""


@dataclass(frozen=True)
class Symbol:
    """Something that has a name in its home: a dashboard's file, a macro's file, a catalog."""

    kind: SymbolKind
    home: str
    name: str


@dataclass(frozen=True)
class Occurrence:
    """A place that names a symbol; `defines` where it is made. Offsets are into the file's text."""

    symbol: Symbol
    path: str
    start: int
    end: int
    defines: bool = False


@dataclass(frozen=True)
class Sought:
    """Which words of SQL are looked at, since each costs a look into every tenant's catalog: some words, or one place."""

    words: frozenset[str] | None = None
    offset: int | None = None

    def passes(self, token: Token, start: int) -> bool:
        """Whether a token of the SQL that begins at `start` in the file is looked at."""
        if self.offset is not None:
            return start + token.start <= self.offset <= start + token.end
        name = token.text[1:].partition(".")[0] if token.kind == "parameter" else token.name
        return self.words is None or name.lower() in self.words


def occurrences_in(known: Knowledge, path: str, wanted: Sought = Sought()) -> Iterator[Occurrence]:
    """Every occurrence in one file, those in SQL as far as they are wanted."""
    if path.endswith(".sql"):
        yield from _in_macro_file(known, path)
        return
    kind = known.kind(path)
    reader = {"tenant": _tenant, "dashboard": _dashboard, "overlay": _dashboard, "catalog": _catalog}.get(
        kind or ""
    )
    if reader is not None:
        for item in known.outline(path).items:
            yield from reader(known, path, item)
            if item.value is not None and is_sql(item.path) and reader is _dashboard:
                yield from _in_sql(known, path, item.value, wanted)


def symbols_at(known: Knowledge, path: str, offset: int) -> tuple[Occurrence, ...]:
    """The occurrences that an offset lies in: several where tenants have different tables of one name."""
    found = occurrences_in(known, path, Sought(offset=offset))
    return tuple(o for o in found if o.start <= offset <= o.end)


def occurrences_of(known: Knowledge, symbols: frozenset[Symbol]) -> Iterator[Occurrence]:
    """Everywhere that one of the symbols is named, in every file."""
    words = _words(symbols)
    for path in sorted(known.texts):
        text = known.texts[path].lower()
        if any(word in text for word in words) or any(
            s.kind == "dashboard" and s.home == path for s in symbols
        ):
            yield from (o for o in occurrences_in(known, path, Sought(words)) if o.symbol in symbols)


def definitions_of(known: Knowledge, symbols: frozenset[Symbol]) -> Iterator[Occurrence]:
    """Where the symbols are made; each lies in its home."""
    for symbol in symbols:
        if symbol.kind in ("dashboard", "file"):
            yield Occurrence(symbol, symbol.home, 0, 0, defines=True)
        else:
            found = occurrences_in(known, symbol.home, Sought(frozenset()))
            yield from (o for o in found if o.symbol == symbol and o.defines)


def _words(symbols: frozenset[Symbol]) -> frozenset[str]:
    return frozenset(symbol.name.rpartition(".")[2].lower() for symbol in symbols)


def _at(symbol: Symbol, path: str, stretch: Stretch | None, *, defines: bool = False) -> Iterator[Occurrence]:
    if stretch is not None:
        yield Occurrence(symbol, path, stretch.start, stretch.end, defines)


def _written(known: Knowledge, path: str, stretch: Stretch | None) -> str:
    return known.texts[path][stretch.start : stretch.end].strip("\"'") if stretch is not None else ""


def _dashboard(known: Knowledge, path: str, item: Item) -> Iterator[Occurrence]:
    """A dashboard or an overlay: both speak of the widgets and parameters of one dashboard."""
    home = known.dashboard_of(path)
    match item.path:
        case ("constants", str(name)):
            yield from _at(Symbol("constant", home, name), path, item.key, defines=True)
        case ("dashboard",):
            yield from _at(Symbol("dashboard", home, posixpath.basename(home)), path, item.value)
        case ("tests", int(), *_):
            yield from _test(known, path, item)
        case _:
            yield from _member(known, path, item, home)
    if item.value is not None:
        yield from _in_template(known, path, item.value)


def _member(known: Knowledge, path: str, item: Item, home: str) -> Iterator[Occurrence]:
    """A widget or a parameter, in its list or by its id in an overlay."""
    kind = _MEMBERS.get(str(item.path[0]))
    if kind is None:
        return
    match item.path[1:]:
        case (int(), "id"):
            written = _written(known, path, item.value)
            yield from _at(Symbol(kind, home, written), path, item.value, defines=True)
        case (str(name),):
            yield from _at(Symbol(kind, home, name), path, item.key)
        case (str(), "before" | "after"):
            yield from _at(Symbol(kind, home, _written(known, path, item.value)), path, item.value)


_MEMBERS: Mapping[str, SymbolKind] = {
    "widgets": "widget",
    "add": "widget",
    "order": "widget",
    "parameters": "parameter",
    "add_parameters": "parameter",
    "order_parameters": "parameter",
}
"""Keys at the top of a dashboard or an overlay to what their members are."""


def _test(known: Knowledge, path: str, item: Item) -> Iterator[Occurrence]:
    match item.path[2:]:
        case ("expect", str(name)):
            yield from _at(Symbol("widget", path, name), path, item.key)
        case ("parameters", str(name)):
            yield from _at(Symbol("parameter", path, name), path, item.key)
        case ("rows", str(name)):
            yield from _tables(known, path, name, item.key)
        case ("rows", str(table), int(), str(column)):
            yield from _columns_of_row(known, path, (table, column), item.key)


def _tenant(known: Knowledge, path: str, item: Item) -> Iterator[Occurrence]:
    written = _written(known, path, item.value)
    folder = posixpath.dirname(path)
    match item.path:
        case ("dashboards", int()) | ("dashboards", int(), "use"):
            file = known.dashboard_references(path).get(written)
            if file is not None:
                yield from _at(Symbol("dashboard", file, posixpath.basename(file)), path, item.value)
        case (
            ("dashboards", int(), "overlay")
            | ("dashboards", int(), "overlay", int())
            | ("datasource", "catalog")
        ):
            file = posixpath.normpath(f"{folder}/{written}")
            if file in known.texts:
                yield from _at(Symbol("file", file, posixpath.basename(file)), path, item.value)
        case ("dashboards", int(at), "with", str(name)):
            use = known.outline(path).value(("dashboards", at, "use")) or ""
            file = known.dashboard_references(path).get(use)
            if file is not None:
                yield from _at(Symbol("constant", file, name), path, item.key)
        case ("row_filters", int(), "table"):
            yield from _tables(known, path, written, item.value)
        case ("row_filters", int(at), "where") if item.value is not None:
            yield from _in_condition(
                known, path, item.value, known.outline(path).value(("row_filters", at, "table")) or ""
            )


def _catalog(known: Knowledge, path: str, item: Item) -> Iterator[Occurrence]:
    match item.path:
        case ("tables", str(table)):
            yield from _at(Symbol("table", path, _full(known, path, table)), path, item.key, defines=True)
        case ("tables", str(table), "columns", str(column)):
            name = f"{_full(known, path, table)}.{column}".lower()
            yield from _at(Symbol("column", path, name), path, item.key, defines=True)
        case ("tables", str(table), "primary_key", int()):
            name = f"{_full(known, path, table)}.{_written(known, path, item.value)}".lower()
            yield from _at(Symbol("column", path, name), path, item.value)


def _full(known: Knowledge, path: str, table: str) -> str:
    """A table's name with its schema, as a symbol has it."""
    default = known.outline(path).value(("default_schema",)) or "dbo"
    parts = [part.strip('[]"') for part in re.findall(r'\[[^\]]*\]|"[^"]*"|[^.]+', table)]
    return ".".join(parts if len(parts) > 1 else [default, *parts]).lower()


def _tables(known: Knowledge, path: str, written: str, stretch: Stretch | None) -> Iterator[Occurrence]:
    parts = tuple(part.strip('[]"') for part in written.split("."))
    for table in known.find_tables(path, parts):
        name = f"{table.name.schema}.{table.name.table}".lower()
        yield from _at(Symbol("table", table.place.file, name), path, stretch)


def _columns_of_row(
    known: Knowledge, path: str, names: tuple[str, str], stretch: Stretch | None
) -> Iterator[Occurrence]:
    table_name, column_name = names
    for table in known.find_tables(path, tuple(table_name.split("."))):
        full = f"{table.name.schema}.{table.name.table}.{column_name}".lower()
        yield from _at(Symbol("column", table.place.file, full), path, stretch)


def _in_sql(known: Knowledge, path: str, stretch: Stretch, wanted: Sought) -> Iterator[Occurrence]:
    sql = known.texts[path][stretch.start : stretch.end]
    for name in names_in(sql, lambda token: wanted.passes(token, stretch.start)):
        place = Stretch(stretch.start + name.token.start, stretch.start + name.token.end)
        yield from _named(known, path, name, place)


def _named(known: Knowledge, path: str, name: Name, place: Stretch) -> Iterator[Occurrence]:
    if name.kind == "parameter":
        identifier = name.parts[0].partition(".")[0]
        if identifier != "viewer":
            own = Stretch(place.start + 1, place.start + 1 + len(identifier))
            yield from _at(Symbol("parameter", known.dashboard_of(path), identifier), path, own)
    elif name.kind == "table":
        for table in known.find_tables(path, name.parts):
            full = f"{table.name.schema}.{table.name.table}".lower()
            yield from _at(Symbol("table", table.place.file, full), path, place)
    elif name.kind == "column":
        column = resolve(known, path, name.scope, name.qualifier, name.token.name)
        for found in column.known if column is not None else ():
            yield from _at(Symbol("column", found.place.file, found.full_name), path, place)


def _in_condition(known: Knowledge, path: str, stretch: Stretch, table_name: str) -> Iterator[Occurrence]:
    """A row filter's condition, whose columns are those of its table."""
    names = tuple(part.strip('[]"') for part in table_name.split("."))
    columns = {c.name.lower(): c for table in known.find_tables(path, names) for c in table.columns}
    for name in names_in(known.texts[path][stretch.start : stretch.end]):
        found = columns.get(name.token.name.lower()) if name.kind == "column" else None
        if found is not None:
            place = Stretch(stretch.start + name.token.start, stretch.start + name.token.end)
            yield from _at(Symbol("column", found.place.file, found.full_name), path, place)


_TAGS = re.compile(r"\{([{%])(.*?)[}%]\}", re.DOTALL)
_CONSTANT = re.compile(r"\bconstants\.(?P<name>\w+)")


def _in_template(known: Knowledge, path: str, stretch: Stretch) -> Iterator[Occurrence]:
    text = known.texts[path]
    template = text[stretch.start : stretch.end]
    if "{{" not in template and "{%" not in template:
        return
    imports = list(imports_in(template))
    for found in imports:
        symbol = Symbol("macro", f"{MACROS}/{found.file}", found.name)
        yield Occurrence(
            symbol, path, stretch.start + found.start, stretch.start + found.start + len(found.name)
        )
    names = {found.alias: found for found in imports if found.alias == found.name}
    for tag in _TAGS.finditer(template):
        begun = stretch.start + tag.start(2)
        for constant in _CONSTANT.finditer(tag[2]):
            place = Stretch(begun + constant.start("name"), begun + constant.end("name"))
            yield from _at(Symbol("constant", known.dashboard_of(path), constant["name"]), path, place)
        for word in re.finditer(r"\b(\w+)\s*\(", tag[2]):
            if word[1] in names:
                symbol = Symbol("macro", f"{MACROS}/{names[word[1]].file}", word[1])
                yield Occurrence(symbol, path, begun + word.start(1), begun + word.end(1))


def _in_macro_file(known: Knowledge, path: str) -> Iterator[Occurrence]:
    text = known.texts[path]
    own = list(macros_of(path, text))
    places = {macro.start for macro in own}
    for macro in own:
        yield Occurrence(
            Symbol("macro", path, macro.name), path, macro.start, macro.start + len(macro.name), defines=True
        )
    yield from _in_template(known, path, Stretch(0, len(text)))
    for tag in _TAGS.finditer(text):
        for word in re.finditer(r"\b(\w+)\s*\(", tag[2]):
            start = tag.start(2) + word.start(1)
            if start not in places and any(macro.name == word[1] for macro in own):
                yield Occurrence(Symbol("macro", path, word[1]), path, start, start + len(word[1]))
