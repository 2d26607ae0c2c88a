"""The catalog as queries look names up in it: case-insensitive, with the catalog's own case kept.

Case: SQL Server compares identifiers by the database's collation, nearly always without regard to case; a catalog that
has two tables or columns apart only in case is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from sqlglot import exp

from compiler.catalogs.names import BadName, TableName, parse_table_name
from compiler.diagnostics.suggest import closest
from compiler.ir.hashing import HashedOnce
from compiler.types.common import UNKNOWN
from compiler.types.sqlserver import SqlType, UnknownType, data_type_of, parse_sql_type
from schemas.resources.catalog import Catalog, Column, Table

_WORD = re.compile(r"\w+")
_DIGITS = "0123456789"
_LAST_WORD = re.compile(r"\w+(?=\W*$)")

UNREAD = SqlType("?")
"""The type of a column of which the catalog cannot be read; a table that cannot be read has such a column alone, of this name."""


class BadCatalog(ValueError):
    """A catalog that cannot be looked up in: a type that SQL Server does not have, a name twice."""


@dataclass(frozen=True)
class ColumnSchema:
    """One column; `collation` None is the database's. `hidden` columns are no part of a star.

    https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql: GENERATED ALWAYS AS ROW START HIDDEN.
    """

    name: str
    type: SqlType
    nullable: bool = True
    collation: str | None = None
    hidden: bool = False

    @cached_property
    def data_type(self) -> exp.DataType:
        """The type in a tree; shared, never to be changed."""
        return UNKNOWN if self.type == UNREAD else data_type_of(self.type)


_UNREAD_ALONE = {UNREAD.base: ColumnSchema(UNREAD.base, UNREAD)}


@dataclass(frozen=True)
class TableSchema(HashedOnce):
    """One table or view."""

    name: TableName
    columns: tuple[ColumnSchema, ...]
    primary_key: tuple[str, ...] = ()

    __hash__ = HashedOnce.__hash__

    @property
    def is_unread(self) -> bool:
        """Whether nothing of it can be read but its name, which its file is told to mend."""
        return not self.columns

    @cached_property
    def by_name(self) -> dict[str, ColumnSchema]:
        """Columns by their name in lower case."""
        return {column.name.lower(): column for column in self.columns}


@dataclass(frozen=True)
class CatalogSchema(HashedOnce):
    """The tables that a query may read."""

    tables: tuple[TableSchema, ...]
    default_schema: str = "dbo"
    collation: str | None = None
    compatibility_level: int | None = None

    __hash__ = HashedOnce.__hash__

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], TableSchema]:
        return {(table.name.schema.lower(), table.name.table.lower()): table for table in self.tables}

    @cached_property
    def has_unread_columns(self) -> bool:
        """Whether there are columns of which the catalog cannot be read."""
        return any(column.type == UNREAD for table in self.tables for column in table.columns)

    def find(self, table: str, schema: str | None = None) -> TableSchema | None:
        """The table of that name, whatever its case; without a schema in the default one."""
        return self._by_name.get(((schema or self.default_schema).lower(), table.lower()))

    def named_in(self, text: str) -> CatalogSchema:
        """The same catalog with only those tables whose name stands in a text, in whatever case.

        `find` answers the same from it for every name in the text; `suggest` may not. Where names cannot be told apart by
        words alone (`1orders`, names with blanks or quotes), more tables stay than the text may mean.
        """
        words, glued = _words(text)
        odd = range(len(self.tables)) if glued else self._odd_names
        found = {at for word in self._by_word.keys() & words for at in self._by_word[word]}
        if odd:
            folded = text.casefold()
            names = {at: self._folded_names[at] for at in odd}
            found |= {at for at, name in names.items() if '"' in name or "]" in name or name in folded}
        return self._only(tuple(sorted(found)))

    def _only(self, kept: tuple[int, ...]) -> CatalogSchema:
        if len(kept) == len(self.tables):
            return self
        if kept not in self._narrowed:
            self._narrowed[kept] = replace(self, tables=tuple(self.tables[at] for at in kept))
        return self._narrowed[kept]

    @cached_property
    def _narrowed(self) -> dict[tuple[int, ...], CatalogSchema]:
        return {}

    @cached_property
    def _folded_names(self) -> tuple[str, ...]:
        """Folded, not in lower case: what the lower case of a sigma is depends on the letters around it."""
        return tuple(table.name.table.casefold() for table in self.tables)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, name in enumerate(self._folded_names):
            found.setdefault(name, []).append(at)
        return found

    @cached_property
    def _odd_names(self) -> tuple[int, ...]:
        """The tables whose name is not one word."""
        return tuple(at for at, table in enumerate(self.tables) if not _WORD.fullmatch(table.name.table))

    def suggest(self, table: str, schema: str | None = None) -> str | None:
        """A table that the author may have meant, written as he should write it."""
        same_table = [found for found in self.tables if found.name.table.lower() == table.lower()]
        if same_table:
            return str(same_table[0].name)
        wanted = table if schema is None else f"{schema}.{table}"
        return closest(wanted, [self._spoken(found.name) for found in self.tables])

    def _spoken(self, name: TableName) -> str:
        return name.table if name.schema.lower() == self.default_schema.lower() else str(name)


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[frozenset[str], bool]:
    """The words of a text, folded, and whether one of them starts with a number, as in `1orders`."""
    words = frozenset(word.casefold() for word in _WORD.findall(text))
    return words, any(word[0] in _DIGITS and not word.isdecimal() for word in words)


def schema_of(catalog: Catalog) -> CatalogSchema:
    """Read a catalog's names and types. Raises BadCatalog."""
    _refuse_twins([str(_name(name, catalog.default_schema)) for name in catalog.tables])
    for name, table in catalog.tables.items():
        _refuse_twins([f"{name}.{column}" for column in table.columns])
        for key, column in table.typed_columns().items():
            if _type(column.type) == UNREAD:
                raise BadCatalog(f"{name}.{key}: `{column.type}` is no type of SQL Server")
    return readable_schema(catalog)


def readable_schema(catalog: Catalog) -> CatalogSchema:
    """The same of what can be read. The rest is there by its name, so that queries are not told what the catalog is told.

    A column of an unknown type is UNREAD; of two names that differ only in case the first counts.
    """
    tables: dict[str, TableSchema] = {}
    for name, table in catalog.tables.items():
        found = _table(name, table, catalog.default_schema)
        tables.setdefault(str(found.name).lower(), found)
    return CatalogSchema(
        tuple(tables.values()), catalog.default_schema, catalog.collation, catalog.compatibility_level
    )


def _table(name: str, table: Table, default_schema: str) -> TableSchema:
    columns: dict[str, ColumnSchema] = {}
    for key, column in table.typed_columns().items():
        columns.setdefault(key.lower(), _column(key, column))
    try:
        parsed = parse_table_name(name, default_schema)
    except BadName:
        word = _LAST_WORD.search(name)
        return TableSchema(TableName(default_schema, word.group() if word else name), ())
    known = () if columns == _UNREAD_ALONE else tuple(columns.values())
    return TableSchema(parsed, known, tuple(table.primary_key))


def _name(written: str, default_schema: str) -> TableName:
    try:
        return parse_table_name(written, default_schema)
    except BadName as error:
        raise BadCatalog(str(error)) from None


def _column(name: str, column: Column) -> ColumnSchema:
    return ColumnSchema(name, _type(column.type), column.nullable, column.collation, column.hidden)


def _type(written: str) -> SqlType:
    try:
        return parse_sql_type(written)
    except UnknownType:
        return UNREAD


def _refuse_twins(names: list[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        if (other := seen.setdefault(name.lower(), name)) is not name:
            raise BadCatalog(
                f"`{name}` and `{other}` differ only in case, which SQL Server may not tell apart"
            )
