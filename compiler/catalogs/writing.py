"""A catalog as its file: written anew, or brought up to date with everything kept that people added to it.

What comes from the site (tables, columns, types, nullability, collations, keys, definitions) is the import's. What people wrote
stays: descriptions, tags, comments, keys of their own such as `default_schema`. A description of the site fills a place
where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from compiler.catalogs.names import BadName, parse_table_name
from compiler.yaml_source.comments import move_comments
from compiler.yaml_source.editing import dumped, edited

OURS = frozenset({"description", "tags"})
"""Keys that the site's own word never replaces."""


SITES = frozenset({"collation", "computed", "hidden"})
"""Keys of a column that only a source which tells all of them takes away."""


@dataclass(frozen=True)
class Rules:
    """What may go: with `whole` the keys that the import does not give, without `keep` the tables that it does not list."""

    whole: bool = True
    keep: bool = False


@dataclass(frozen=True)
class Brought:
    """The file brought up to date, and what is no longer in it, which took what was written of it along."""

    data: bytes
    removed: tuple[str, ...]


def new_catalog(document: dict[str, Any]) -> bytes:
    """The file of a catalog that is not there yet."""
    root = CommentedMap(document)
    root["tables"] = CommentedMap((name, _table(table)) for name, table in document["tables"].items())
    return dumped(root)


def brought_up_to_date(data: bytes, document: dict[str, Any], rules: Rules) -> Brought:
    """An existing file with what the import says."""
    removed: list[str] = []

    def change(root: CommentedMap) -> None:
        for key in ("collation", "compatibility_level"):
            if key in document:
                root[key] = document[key]
        default = str(root.get("default_schema", "dbo"))
        removed.extend(
            _update_tables(root.setdefault("tables", CommentedMap()), document["tables"], default, rules)
        )

    return Brought(edited(data, change), tuple(removed))


def _update_tables(tables: CommentedMap, new: dict[str, Any], default: str, rules: Rules) -> Iterator[str]:
    written = {_identity(str(name), default): name for name in tables}
    wanted = {_identity(name, default): name for name in new}
    for identity, name in wanted.items():
        if identity in written:
            yield from _update_table(tables[written[identity]], new[name], str(written[identity]), rules)
        else:
            tables[name] = _table(new[name])
    for identity, name in written.items():
        if identity not in wanted and not rules.keep:
            del tables[name]
            yield str(name)


def _identity(name: str, default: str) -> str:
    try:
        return str(parse_table_name(name, default)).lower()
    except BadName:
        return name.lower()


def _update_table(table: CommentedMap, new: dict[str, Any], name: str, rules: Rules) -> Iterator[str]:
    for key in ("type", "stands_for", "primary_key", "definition"):
        if key not in new and rules.whole:
            table.pop(key, None)
        elif key in new and table.get(key) != new[key]:
            table[key] = _value(new[key])
    if "description" in new:
        table.setdefault("description", new["description"])
    yield from _update_columns(table.setdefault("columns", CommentedMap()), new["columns"], name, rules)


def _update_columns(columns: CommentedMap, new: dict[str, Any], table: str, rules: Rules) -> Iterator[str]:
    kept = OURS if rules.whole else OURS | SITES
    written = {str(name).lower(): name for name in columns}
    for name, column in new.items():
        known = written.pop(name.lower(), None)
        if known is None:
            columns[name] = _column(column)
        elif known != name:
            at = list(columns).index(known)
            columns.insert(at, name, _updated(columns.pop(known), column, kept))
            move_comments(columns, str(known), name)
        else:
            columns[name] = _updated(columns[name], column, kept)
    for name in written.values():
        del columns[name]
        yield f"{table}.{name}"
    if list(columns) != list(new):
        for name in new:
            columns.move_to_end(name)


def _updated(old: Any, new: str | dict[str, Any], kept: frozenset[str]) -> Any:
    """The column as the site has it, with what people said of it."""
    said = {key: old[key] for key in old if key in OURS} if isinstance(old, dict) else {}
    other = {key: old[key] for key in old if key in kept - OURS} if isinstance(old, dict) else {}
    if not said and isinstance(old, str) and isinstance(new, str):
        return old if _words(old) == _words(new) else new
    if not isinstance(old, dict):
        return _column(new)
    wanted = {**other, **_long(new), **said}
    for key in [key for key in old if key not in wanted]:
        del old[key]
    for key, value in wanted.items():
        if old.get(key) != value:
            old[key] = value
    return old


def _words(column: str) -> str:
    """The short form without what does not matter: case, blanks, a `null` that is assumed."""
    words = column.lower().replace(" ", "")
    return words if words.endswith("notnull") else words.removesuffix("null")


def _long(column: str | dict[str, Any]) -> dict[str, Any]:
    """A column as a mapping; nullability only where it is not what is assumed."""
    if isinstance(column, dict):
        return column
    words = column.removesuffix(" not null")
    return {"type": words} if words == column else {"type": words, "nullable": False}


def _table(table: dict[str, Any]) -> CommentedMap:
    made = CommentedMap((key, _value(value)) for key, value in table.items() if key != "columns")
    columns = CommentedMap((name, _column(column)) for name, column in table["columns"].items())
    made.insert(list(table).index("columns"), "columns", columns)
    return made


def _column(column: str | dict[str, Any]) -> Any:
    if isinstance(column, str):
        return column
    made = CommentedMap(column)
    made.fa.set_flow_style()
    return made


def _value(value: Any) -> Any:
    if isinstance(value, list):
        made = CommentedSeq(value)
        made.fa.set_flow_style()
        return made
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value
