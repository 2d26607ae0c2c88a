"""Inside a macro: its body is a piece of SQL of its own, and names the columns of the queries that call it.

A body that reads tables itself is a query like any other. One that reads none, as `sum({{ o }}.amount)`, is part of its
callers' queries: of those that are there, or of any that its tables may stand in.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.editor.columns import ScopeColumn, column_owners
from compiler.editor.knowledge import Knowledge, KnownColumn
from compiler.editor.macro_library import macro_at
from compiler.editor.occurrences import Symbol, occurrences_of
from compiler.editor.sql_scope import Scope, scope_at
from compiler.written.outline import Stretch
from compiler.written.schema_position import is_sql


def stretch_of_sql(path: str, text: str, offset: int) -> Stretch:
    """The piece of SQL that an offset of a macro file lies in: a body, or the file."""
    found = macro_at(path, text, offset)
    return found.stretch if found is not None else Stretch(0, len(text))


def callers_columns(known: Knowledge, path: str, offset: int) -> tuple[ScopeColumn, ...]:
    """The columns that the body at an offset may name, where it reads no table itself."""
    found = macro_at(path, known.texts.get(path, ""), offset)
    if found is None:
        return ()
    called = _together(_of_callers(known, Symbol("macro", path, found.name)))
    return called or _together(column for table in known.tables(path) for column in table.columns)


def column_of_callers(known: Knowledge, path: str, offset: int, name: str) -> ScopeColumn | None:
    """The column of that name among them."""
    columns = callers_columns(known, path, offset)
    return next((column for column in columns if column.name.lower() == name.lower()), None)


def _of_callers(known: Knowledge, macro: Symbol) -> Iterator[KnownColumn]:
    for call in occurrences_of(known, frozenset({macro})):
        if call.path == macro.home:
            continue
        scope = _scope_around(known, call.path, call.start)
        for owners in column_owners(known, call.path, scope).values() if scope is not None else ():
            yield from (column for _, owned in owners for column in owned.known)


def _scope_around(known: Knowledge, path: str, offset: int) -> Scope | None:
    """The scope of the query in a dashboard that an offset lies in."""
    for item in known.outline(path).items:
        stretch = item.value
        if stretch is not None and is_sql(item.path) and stretch.start <= offset <= stretch.end:
            return scope_at(known.texts[path][stretch.start : stretch.end], offset - stretch.start)
    return None


def _together(columns: Iterator[KnownColumn]) -> tuple[ScopeColumn, ...]:
    """Columns of one name as one, in the order in which they are met."""
    found: dict[str, dict[KnownColumn, None]] = {}
    for column in columns:
        found.setdefault(column.name.lower(), {})[column] = None
    return tuple(ScopeColumn(next(iter(each)).name, tuple(each)) for each in found.values())
