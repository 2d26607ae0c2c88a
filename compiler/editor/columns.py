"""The columns of a query's sources, from the catalogs of the tenants that use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.editor.knowledge import Knowledge, KnownColumn
from compiler.editor.sql_scope import Scope
from compiler.editor.sql_sources import Source


@dataclass(frozen=True)
class ScopeColumn:
    """A column as a query may name it, with those of the tenants' catalogs that it may stand for."""

    name: str
    known: tuple[KnownColumn, ...] = ()

    @property
    def detail(self) -> str:
        """Its type, or its types where tenants differ."""
        return " | ".join(dict.fromkeys(typed(column) for column in self.known))

    @property
    def words(self) -> str:
        """What the catalogs say of it."""
        return "\n".join(dict.fromkeys(column.description for column in self.known if column.description))


def typed(column: KnownColumn) -> str:
    """A column's type and nullability as a catalog writes them."""
    return column.type if column.nullable else f"{column.type} not null"


def columns_of_source(known: Knowledge, path: str, source: Source) -> tuple[ScopeColumn, ...]:
    """The columns of one source, those of all tenants together."""
    if source.columns is not None:
        starred = [column for inner in source.star_of for column in columns_of_source(known, path, inner)]
        return (*(ScopeColumn(name) for name in source.columns), *starred)
    found: dict[str, list[KnownColumn]] = {}
    for table in known.find_tables(path, source.parts):
        for column in table.columns:
            found.setdefault(column.name.lower(), []).append(column)
    return tuple(ScopeColumn(columns[0].name, tuple(columns)) for columns in found.values())


def column_owners(known: Knowledge, path: str, scope: Scope) -> dict[str, list[tuple[str, ScopeColumn]]]:
    """Column name to the sources that have it, innermost first."""
    found: dict[str, list[tuple[str, ScopeColumn]]] = {}
    for alias, column in _all(known, path, scope):
        found.setdefault(column.name, []).append((alias, column))
    return found


def resolve(
    known: Knowledge, path: str, scope: Scope, qualifier: str | None, name: str
) -> ScopeColumn | None:
    """The column that a name stands for at a place; None where no source has it."""
    sources = (
        scope.sources
        if qualifier is None
        else tuple(s for s in scope.sources if s.alias.lower() == qualifier.lower())[:1]
    )
    for source in sources:
        for column in columns_of_source(known, path, source):
            if column.name.lower() == name.lower():
                return column
    return None


def _all(known: Knowledge, path: str, scope: Scope) -> Iterator[tuple[str, ScopeColumn]]:
    for source in scope.sources:
        for column in columns_of_source(known, path, source):
            yield source.alias, column
