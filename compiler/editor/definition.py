"""Where the thing at a position is made: a symbol of another file, or a name of the query itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.editor.context import context_at
from compiler.editor.knowledge import Knowledge, widget_id
from compiler.editor.occurrences import definitions_of, symbols_at
from compiler.editor.sql_names import name_at
from compiler.editor.sql_scope import Scopes
from compiler.editor.templates import imports_in
from compiler.ir.tree import MACROS
from compiler.written.outline import Path, Stretch
from compiler.written.schema_position import is_sql


@dataclass(frozen=True)
class Place:
    """Characters of a file."""

    path: str
    start: int
    end: int


def definitions_at(known: Knowledge, path: str, offset: int) -> tuple[Place, ...]:
    """The definitions of what stands at an offset; none where nothing there has one."""
    symbols = frozenset(occurrence.symbol for occurrence in symbols_at(known, path, offset))
    found = [Place(o.path, o.start, o.end) for o in definitions_of(known, symbols)]
    return tuple(
        sorted({*(found or _local(known, path, offset))}, key=lambda place: (place.path, place.start))
    )


def _local(known: Knowledge, path: str, offset: int) -> Iterator[Place]:
    text = known.texts.get(path, "")
    for found in imports_in(text):
        file = f"{MACROS}/{found.file}"
        quoted = text.rfind(found.file, 0, found.start)
        if quoted <= offset <= quoted + len(found.file) and file in known.texts:
            yield Place(file, 0, 0)
    context = context_at(text, offset, known.outline(path))
    if context.role == "value" and is_sql(context.path):
        yield from _source(path, text, context.stretch, offset)
    else:
        yield from _result_column(
            known, path, context.path, text[context.stretch.start : context.stretch.end]
        )


def _source(path: str, text: str, sql: Stretch, offset: int) -> Iterator[Place]:
    """The alias or the CTE that a word of a query stands for."""
    name = name_at(text[sql.start : sql.end], offset - sql.start)
    if name is None or name.kind not in ("source", "column"):
        return
    word = name.token.name
    cte = name.scope.cte(word)
    source = name.scope.source(name.qualifier or word)
    at_name = source is not None and source.name_at == name.token.start
    found = cte if cte is not None and (source is None or at_name) else source
    if found is not None:
        yield Place(path, sql.start + found.alias_at, sql.start + found.alias_at + len(found.alias))


def _result_column(known: Knowledge, path: str, at: Path, written: str) -> Iterator[Place]:
    """Where a query names the column that an encoding or a format speaks of."""
    if "encoding" not in at and "format" not in at:
        return
    widget = widget_id(known.outline(path), at)
    home = known.dashboard_of(path)
    for file in dict.fromkeys((path, home)):
        found = known.outline(file)
        for item in found.items:
            if (
                item.path[2:] == ("query", "sql")
                and item.value is not None
                and widget_id(found, item.path) == widget
            ):
                outputs = Scopes(found.text[item.value.start : item.value.end]).outputs()
                if written.strip("\"'") in outputs:
                    start = item.value.start + outputs[written.strip("\"'")]
                    yield Place(file, start, start + len(written.strip("\"'")))
                    return
