"""Hidden columns of temporal tables, which no author's engine can hide: tables have those alone that are named.

A query that both names one and has a star over its table is the one case in which an author's engine shows more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from compiler.catalogs.schema import CatalogSchema, TableSchema
from compiler.conformance.fixtures import Fixture
from compiler.conformance.values import Row

_WORD = re.compile(r"\w+")


def named_hidden_columns(schema: CatalogSchema, texts: Iterable[str]) -> frozenset[str]:
    """The hidden columns, in lower case, whose name is a word of one of the texts."""
    hidden = {column.name.lower() for table in schema.tables for column in table.columns if column.hidden}
    words = {word.lower() for text in texts for word in _WORD.findall(text)} if hidden else set()
    return frozenset(hidden & words)


def with_hidden_columns(schema: CatalogSchema, named: frozenset[str]) -> CatalogSchema:
    """The catalog without the hidden columns that are not among these."""
    if not any(column.hidden for table in schema.tables for column in table.columns):
        return schema
    return replace(schema, tables=tuple(_shown(table, named) for table in schema.tables))


def without_hidden_columns(fixture: Fixture, named: frozenset[str]) -> Fixture:
    """The same rows without the values of hidden columns that are not among these."""
    tables = tuple(_shown(table, named) for table in fixture.tables)
    pairs = zip(fixture.tables, tables, strict=True)
    rows = {after.name: _projected(before, after, fixture) for before, after in pairs}
    return replace(fixture, tables=tables, rows=rows)


def _projected(before: TableSchema, after: TableSchema, fixture: Fixture) -> tuple[Row, ...]:
    kept = [at for at, column in enumerate(before.columns) if column in after.columns]
    return tuple(tuple(row[at] for at in kept) for row in fixture.rows_of(before))


def _shown(table: TableSchema, named: frozenset[str]) -> TableSchema:
    kept = tuple(c for c in table.columns if not c.hidden or c.name.lower() in named)
    return table if len(kept) == len(table.columns) else replace(table, columns=kept)
