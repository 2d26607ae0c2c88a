"""Calls of procedures that tell something of tables: `sp_addextendedproperty`, and `sp_executesql` with a statement in a text.

Source: https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from compiler.catalogs.ddl.cursor import Cursor
from compiler.catalogs.names import TableName
from compiler.catalogs.schema import TableSchema
from compiler.tsql.lexer import Token

DESCRIPTION = "ms_description"
"""The property in which Management Studio keeps what people write of a table or column."""

_PARAMETERS = (
    "name", "value", "level0type", "level0name", "level1type", "level1name", "level2type", "level2name",
)  # fmt: skip
_ADDING = frozenset({"sp_addextendedproperty", "sp_updateextendedproperty"})

Tables = Mapping[tuple[str, str], TableSchema]


@dataclass(frozen=True)
class Property:
    """A description of a table or view, or with `column` of a column of it."""

    schema: str
    table: str
    column: str | None
    value: str
    offset: int


def read_call(cursor: Cursor) -> Property | Token | None:
    """Read what follows EXEC: a description, a text of statements to be read, or nothing of interest."""
    offset = cursor.offset
    if cursor.skip_sign("("):
        return _text(cursor)
    following = cursor.peek()
    if following is None or following.kind not in ("word", "name"):
        return None
    procedure = cursor.dotted_name()[-1].lower()
    if procedure == "sp_executesql":
        if (named := cursor.peek()) is not None and named.kind == "variable":
            cursor.take()
            cursor.skip_sign("=")
        return _text(cursor)
    return _property(_arguments(cursor), offset) if procedure in _ADDING else None


def _text(cursor: Cursor) -> Token | None:
    token = cursor.peek()
    return token if token is not None and token.kind == "text" else None


def _arguments(cursor: Cursor) -> dict[str, str]:
    """The texts that are given, by name or in the order of the procedure's parameters."""
    found: dict[str, str] = {}
    while (token := cursor.peek()) is not None:
        cursor.take()
        name = _PARAMETERS[len(found)] if len(found) < len(_PARAMETERS) else ""
        if token.kind == "variable":
            name = token.text.lstrip("@").lower()
            cursor.skip_sign("=")
            if cursor.done:
                break
            token = cursor.take()
        if token.kind in ("text", "name", "word"):
            found[name] = token.value
        cursor.skip_sign(",")
    return found


def _property(given: Mapping[str, str], offset: int) -> Property | None:
    kind = given.get("level1type", "").lower()
    is_column = given.get("level2type", "").lower() == "column"
    if given.get("name", "").lower() != DESCRIPTION or kind not in ("table", "view"):
        return None
    if "level2type" in given and not is_column:
        return None
    column = given.get("level2name") if is_column else None
    return Property(
        given.get("level0name", ""), given.get("level1name", ""), column, given.get("value", ""), offset
    )


def described(
    properties: Iterable[Property], tables: Tables, note: Callable[[str, int], None]
) -> dict[tuple[TableName, str | None], str]:
    """What is said of each table and column; with a note where there is no such table or column."""
    found: dict[tuple[TableName, str | None], str] = {}
    for told in properties:
        table = tables.get((told.schema.lower(), told.table.lower()))
        column = told.column.lower() if told.column is not None else None
        if table is None or (column is not None and column not in table.by_name):
            what = ".".join(filter(None, (told.schema, told.table, told.column)))
            note(
                f"the description of `{what}` is of something that is not here, and is passed over",
                told.offset,
            )
        elif told.value:
            found[table.name, column] = told.value
    return found
