"""Views and computed columns: their columns' types, by analysing what they select.

The text is T-SQL, so it is analysed as a query of dialect `tsql` is; where that cannot tell a type, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compiler.catalogs.ddl.cursor import Cursor, DdlError
from compiler.catalogs.names import TableName
from compiler.catalogs.schema import CatalogSchema, ColumnSchema, TableSchema
from compiler.tsql.lexer import Token

Describe = Callable[[str, CatalogSchema], tuple[ColumnSchema, ...] | None]
"""The columns that a T-SQL query returns, or None where they cannot be known."""


@dataclass(frozen=True)
class View:
    """A view as written: `names` where it lists them, `query` the text of its SELECT."""

    name: TableName
    names: tuple[str, ...]
    query: str
    offset: int


def read_view(cursor: Cursor, default_schema: str, text: str) -> View:
    """Read what follows CREATE VIEW. Raises DdlError."""
    offset = cursor.offset
    name = cursor.table_name(default_schema)
    following = cursor.peek()
    names = tuple(t.value for t in cursor.bracketed() if not t.is_sign(",")) if _opens(following) else ()
    while not cursor.skip_words("as"):
        if cursor.done:
            raise DdlError(f"view `{name}` has no AS", offset)
        cursor.take()
    body = _without_check_option(cursor.tokens[cursor.at :])
    query = text[body[0].start : body[-1].end] if body else ""
    return View(name, names, query, offset)


def _opens(token: Token | None) -> bool:
    return token is not None and token.is_sign("(")


def _without_check_option(tokens: list[Token]) -> list[Token]:
    kept = [token for token in tokens if not token.is_sign(";")]
    if len(kept) > 3 and [token.text.lower() for token in kept[-3:]] == ["with", "check", "option"]:
        return kept[:-3]
    return kept


def view_columns(view: View, schema: CatalogSchema, describe: Describe) -> tuple[ColumnSchema, ...] | None:
    """The columns of a view; None where they cannot be known, or not yet."""
    columns = describe(view.query, schema)
    if columns is None or (view.names and len(view.names) != len(columns)):
        return None
    names = view.names or tuple(column.name for column in columns)
    if any(not name for name in names):
        return None
    return tuple(
        ColumnSchema(name, c.type, c.nullable, c.collation) for name, c in zip(names, columns, strict=True)
    )


def computed_column(
    name: str, expression: list[Token], columns: tuple[ColumnSchema, ...], text: str, describe: Describe
) -> ColumnSchema | None:
    """A computed column over the other columns of its table; None where its type cannot be known."""
    if not expression:
        return None
    table = TableSchema(TableName("dbo", "row"), columns)
    written = text[expression[0].start : expression[-1].end]
    query = f"SELECT {written} AS [value] FROM [dbo].[row]"  # noqa: S608 -- analysed, never run
    found = describe(query, CatalogSchema((table,)))
    return None if found is None else ColumnSchema(name, found[0].type, found[0].nullable, found[0].collation)
