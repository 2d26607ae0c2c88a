"""Suggestions inside SQL: tables after FROM, columns of what the query reads, parameters after a colon, functions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compiler.editor.columns import column_owners, columns_of_source
from compiler.editor.knowledge import Knowledge
from compiler.editor.macro_scope import callers_columns
from compiler.editor.sql_functions import FUNCTIONS, KEYWORDS
from compiler.editor.sql_scope import Scope, scope_at
from compiler.editor.suggestions import Suggestion
from compiler.written.outline import Stretch
from compiler.written.sql_tokens import tokens

_WRITTEN = re.compile(
    r"(?P<colon>(?<![:\w])[:@])?(?P<qualifier>(?:\}\}\.)?(?:[^\W\d]\w*\.|\"[^\"\n]*\"\.|\[[^\]\n]*\]\.)*)(?P<word>[^\W\d]\w*)?$"
)


def sql_suggestions(known: Knowledge, path: str, sql: Stretch, offset: int) -> Iterator[Suggestion]:
    """What may be written at an offset of the file that lies in this piece of SQL."""
    text = known.texts.get(path, "")
    written = text[sql.start : sql.end]
    at = offset - sql.start
    if any(
        t.kind in ("text", "comment") and t.start < at < t.end + (t.kind == "comment")
        for t in tokens(written)
    ):
        return
    begun = _WRITTEN.search(written[:at])
    if begun is None:
        return
    if begun["colon"]:
        yield from _values(known, path, begun["qualifier"])
        return
    scope = scope_at(written, at - len(begun["word"] or ""))
    of_sources = scope.clause in ("FROM", "JOIN") and not _past_source(written[: begun.start()])
    if begun["qualifier"]:
        yield from _qualified(known, path, None if of_sources else scope, begun["qualifier"], offset)
    elif of_sources:
        yield from _tables(known, path, scope)
    else:
        yield from _columns(known, path, scope) if scope.sources else _of_callers(known, path, offset)
        yield from (Suggestion(f.name, "function", f.call, f.meaning, f"{f.name}(") for f in FUNCTIONS)
        yield from _values(known, path, "", colon=":")
        yield from (Suggestion(word, "keyword") for word in KEYWORDS)


def _past_source(before: str) -> bool:
    """Whether a source has been named already since the last FROM, JOIN or comma, so that an alias or a clause follows."""
    last = [t for t in tokens(before) if t.kind not in ("comment", "jinja")][-1:]
    return bool(last) and last[0].upper not in ("FROM", "JOIN", ",", "(", "LATERAL")


def _values(known: Knowledge, path: str, qualifier: str, colon: str = "") -> Iterator[Suggestion]:
    """Parameters and claims; after `:period.` only its ends, written without what stands there already."""
    for parameter in known.parameters(path):
        if parameter.name.lower().startswith(qualifier.lower()):
            name = parameter.name[len(qualifier) :] if qualifier else parameter.name
            detail = f"{parameter.type}{', many: use IN (:' + parameter.name + ')' if parameter.many else ''}"
            yield Suggestion(colon + name, "parameter", detail, parameter.label)
    if "viewer.".startswith(qualifier.lower()):
        for claim in known.claims(path):
            name = claim if qualifier else f"viewer.{claim}"
            yield Suggestion(colon + name, "claim", "claim of the signed-in viewer")


def _qualified(
    known: Knowledge, path: str, scope: Scope | None, qualifier: str, offset: int
) -> Iterator[Suggestion]:
    """After `o.`: the columns of that source; after `sales.`: the tables of that schema."""
    alias = qualifier[:-1].strip('"[]')
    source = scope.source(alias) if scope is not None else None
    if source is not None:
        for column in columns_of_source(known, path, source):
            yield Suggestion(column.name, "column", column.detail, column.words)
        return
    if scope is not None and not scope.sources:
        yield from _of_callers(known, path, offset)
    for table in known.tables(path):
        if table.name.schema.lower() == alias.lower():
            yield Suggestion(
                table.name.table, "table", f"{table.type} of {table.tenant}", table.description or ""
            )


def _of_callers(known: Knowledge, path: str, offset: int) -> Iterator[Suggestion]:
    """In a macro that reads no table itself."""
    for column in callers_columns(known, path, offset) if path.endswith(".sql") else ():
        yield Suggestion(column.name, "column", column.detail, column.words)


def _tables(known: Knowledge, path: str, scope: Scope) -> Iterator[Suggestion]:
    yield from (Suggestion(cte.alias, "source", "WITH") for cte in scope.ctes)
    for table in known.tables(path):
        yield Suggestion(table.spoken, "table", f"{table.type} of {table.tenant}", table.description or "")


def _columns(known: Knowledge, path: str, scope: Scope) -> Iterator[Suggestion]:
    for name, owners in column_owners(known, path, scope).items():
        alias, column = owners[0]
        ambiguous = len({owner for owner, _ in owners}) > 1
        for owner in dict.fromkeys(owner for owner, _ in owners) if ambiguous else ():
            yield Suggestion(f"{owner}.{name}", "column", column.detail, column.words)
        if not ambiguous:
            yield Suggestion(
                name, "column", f"{alias}: {column.detail}" if alias else column.detail, column.words
            )
    yield from (
        Suggestion(source.alias, "source", ".".join(source.parts) or "query")
        for source in scope.sources
        if source.alias
    )
    if scope.clause in ("ORDER", "GROUP", "HAVING", "QUALIFY"):
        yield from (Suggestion(name, "column", "of the select list") for name in scope.outputs if name != "*")
