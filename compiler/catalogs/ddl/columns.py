"""Columns of CREATE TABLE: types with user types resolved, nullability, collation, computed columns, keys.

Source: https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql. A column without NULL or NOT NULL may be
NULL (ANSI_NULL_DFLT_ON, which every driver sets), but for those of the primary key and identities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from compiler.catalogs.ddl.cursor import Cursor, DdlError, split_by_comma
from compiler.catalogs.schema import ColumnSchema
from compiler.tsql.lexer import Token
from compiler.types.sqlserver import SYNONYMS, SqlType, UnknownType, make_sql_type


@dataclass(frozen=True)
class UserType:
    """CREATE TYPE ... FROM: what the name stands for."""

    type: SqlType
    nullable: bool


UserTypes = Mapping[str, UserType]


@dataclass
class TableParts:
    """What stands between the brackets of CREATE TABLE. `computed` are read once all columns are known."""

    columns: list[ColumnSchema] = field(default_factory=list)
    primary_key: list[str] = field(default_factory=list)
    computed: list[tuple[str, list[Token], bool]] = field(default_factory=list)
    """Name, tokens of the expression, whether NOT NULL is written."""
    order: list[str] = field(default_factory=list)
    """The names of all columns as they stand."""


_TABLE_PARTS = frozenset(
    {"constraint", "primary", "foreign", "unique", "check", "index", "period", "default", "connection"}
)


def read_table_parts(tokens: list[Token], types: UserTypes) -> TableParts:
    """Read columns and constraints. Raises DdlError."""
    parts = TableParts()
    for part in split_by_comma(tokens):
        cursor = Cursor(part)
        if part[0].kind == "word" and part[0].text.lower() in _TABLE_PARTS and not _is_column(cursor, types):
            parts.primary_key += _primary_key(cursor)
        else:
            _read_column(cursor, types, parts)
    parts.columns = [
        replace(column, nullable=False) if column.name.lower() in _lowered(parts.primary_key) else column
        for column in parts.columns
    ]
    return parts


def _lowered(names: list[str]) -> set[str]:
    return {name.lower() for name in names}


def _is_column(cursor: Cursor, types: UserTypes) -> bool:
    """Whether a keyword that could begin a constraint is a column's name here: a type follows it."""
    following = cursor.peek(1)
    if (
        following is None
        or following.kind not in ("word", "name")
        or cursor.next_is("constraint", "primary", "foreign")
    ):
        return False
    try:
        _type(Cursor(cursor.tokens, 1), types)
    except DdlError:
        return False
    return True


def _primary_key(cursor: Cursor) -> list[str]:
    if cursor.skip_words("constraint"):
        cursor.name()
    if not cursor.skip_words("primary", "key"):
        return []
    while not cursor.done and (found := cursor.peek()) is not None and not found.is_sign("("):
        cursor.take()
    return [part[0].value for part in split_by_comma(cursor.bracketed())] if not cursor.done else []


def _read_column(cursor: Cursor, types: UserTypes, parts: TableParts) -> None:
    name = cursor.name()
    parts.order.append(name)
    if cursor.skip_words("as"):
        expression = _expression(cursor)
        parts.computed.append((name, expression, _says_not_null(cursor.tokens[cursor.at :])))
        return
    sql_type, nullable = _type(cursor, types)
    rest = cursor.tokens[cursor.at :]
    column = ColumnSchema(name, sql_type, _nullable(rest, nullable), _collation(rest), _hidden(rest))
    if _has_words(rest, "primary", "key"):
        parts.primary_key.append(name)
    parts.columns.append(column)


def _expression(cursor: Cursor) -> list[Token]:
    """The expression of a computed column: up to PERSISTED, a constraint, or the end."""
    start, depth = cursor.at, 0
    while (token := cursor.peek()) is not None:
        depth += token.is_sign("(") - token.is_sign(")")
        if depth == 0 and token.is_word("persisted", "constraint", "check", "unique", "primary", "not"):
            break
        cursor.take()
    return cursor.tokens[start : cursor.at]


def read_type(cursor: Cursor, types: UserTypes) -> SqlType:
    """Read a type. Raises DdlError."""
    return _type(cursor, types)[0]


def _type(cursor: Cursor, types: UserTypes) -> tuple[SqlType, bool]:
    offset = cursor.offset
    names = cursor.dotted_name()
    base = names[-1].lower()
    user_type = types.get(base)
    if user_type is not None and (len(names) > 1 or base not in SYNONYMS):
        return user_type.type, user_type.nullable
    base = _long_name(base, cursor)
    if base == "xml" and _opens(cursor):
        cursor.bracketed()  # a collection of schemas, which says nothing of how the column is read
    arguments = (
        [token.text for token in cursor.bracketed() if not token.is_sign(",")] if _opens(cursor) else []
    )
    try:
        return make_sql_type(SYNONYMS.get(base, base), [argument.lower() for argument in arguments]), True
    except UnknownType:
        written = f"{'.'.join(names)}({', '.join(arguments)})" if arguments else ".".join(names)
        raise DdlError(f"`{written}` is no type that is known here", offset) from None


def _opens(cursor: Cursor) -> bool:
    token = cursor.peek()
    return token is not None and token.is_sign("(")


def _long_name(base: str, cursor: Cursor) -> str:
    """`double precision`, `character varying`, `national character varying`."""
    while cursor.next_is("precision", "varying", "character", "char", "text") and base in _BEGINNINGS:
        base = f"{base} {cursor.take().text.lower()}"
    return base


_BEGINNINGS = frozenset(
    {"double", "character", "char", "national", "national character", "national char", "binary"}
)


def _has_words(tokens: list[Token], *words: str) -> bool:
    width = len(words)
    return any(
        all(token.is_word(word) for token, word in zip(tokens[at : at + width], words, strict=True))
        for at in range(len(tokens) - width + 1)
    )


def _says_not_null(tokens: list[Token]) -> bool:
    return _has_words(tokens, "not", "null")


def _nullable(tokens: list[Token], default: bool) -> bool:
    """NULL or NOT NULL among the options, those of DEFAULT and CHECK expressions in brackets not looked at."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += token.is_sign("(") - token.is_sign(")")
        if depth == 0 and token.is_word("null") and not (at and tokens[at - 1].is_word("default")):
            return not (at and tokens[at - 1].is_word("not"))
        if depth == 0 and token.is_word("identity"):
            default = False
    return default


def _hidden(tokens: list[Token]) -> bool:
    return _has_words(tokens, "start", "hidden") or _has_words(tokens, "end", "hidden")


def _collation(tokens: list[Token]) -> str | None:
    for at, token in enumerate(tokens[:-1]):
        if token.is_word("collate"):
            return None if tokens[at + 1].is_word("database_default") else tokens[at + 1].value
    return None
