"""What FROM reads: tables, derived tables, VALUES, functions that give rows, and joins of them.

https://learn.microsoft.com/sql/t-sql/queries/from-transact-sql
"""

from __future__ import annotations

from typing import Final

from compiler.tsql.grammar.calls import data_type
from compiler.tsql.grammar.conditions import condition
from compiler.tsql.grammar.cursor import Cursor
from compiler.tsql.grammar.expressions import value

ALIAS: Final = "an alias"


def sources(cursor: Cursor) -> None:
    """The items of FROM, joined by commas or by JOIN."""
    cursor.listed(_joined)


def _joined(cursor: Cursor) -> None:
    """A source and its joins; the condition of an outer join may follow those of the joins inside it."""
    _source(cursor)
    while True:
        if (
            cursor.take_words("cross", "join")
            or cursor.take_words("cross", "apply")
            or cursor.take_words("outer", "apply")
        ):
            _source(cursor)
        elif _takes_join(cursor):
            _joined(cursor)
            cursor.need_words("on")
            condition(cursor)
        else:
            return


def _takes_join(cursor: Cursor) -> bool:
    if cursor.take_words("join") or cursor.take_words("inner", "join"):
        return True
    if not cursor.is_word("left", "right", "full"):
        return False
    cursor.at += 1
    cursor.take_words("outer")
    cursor.need_words("join")
    return True


def _source(cursor: Cursor) -> None:
    if cursor.is_sign("("):
        _bracketed(cursor)
    elif cursor.is_kind("word") and cursor.is_sign("(", ahead=1):
        _rows_of_function(cursor)
    else:
        cursor.need_name("a table")
        while cursor.take_sign("."):
            cursor.need_name("a table")
        _alias(cursor)


def _bracketed(cursor: Cursor) -> None:
    if cursor.is_word("values", ahead=1):
        cursor.in_brackets(_values)
        _need_alias(cursor)
        cursor.need(cursor.is_sign("("), "the names of the columns")
        column_list(cursor)
    elif _begins_query(cursor):
        cursor.in_brackets(cursor.rules.query)
        _need_alias(cursor)
        if cursor.is_sign("("):
            column_list(cursor)
    else:
        cursor.in_brackets(_joined_in_brackets)


def _joined_in_brackets(cursor: Cursor) -> None:
    """Brackets in FROM hold a join, or brackets that do: `([orders])` is no source."""
    is_nested = cursor.is_sign("(")
    begin = cursor.at
    _joined(cursor)
    is_join = any(token.is_word("join", "apply") for token in cursor.tokens[begin : cursor.at])
    cursor.need(is_nested or is_join, "a join")


def _begins_query(cursor: Cursor) -> bool:
    ahead = 1
    while cursor.is_sign("(", ahead=ahead):
        ahead += 1
    return cursor.is_word("select", ahead=ahead) and not _is_join_inside(cursor, ahead)


def _is_join_inside(cursor: Cursor, depth: int) -> bool:
    """Whether what stands in brackets is a join whose first source is a derived table: an alias follows the inner brackets."""
    if depth == 1:
        return False
    cursor.at += 1
    after = cursor.behind_brackets()
    cursor.at -= 1
    return after is not None and (after.kind == "name" or after.is_word("as"))


def _values(cursor: Cursor) -> None:
    """See https://learn.microsoft.com/sql/t-sql/queries/table-value-constructor-transact-sql."""
    cursor.need_words("values")
    cursor.listed(lambda inner: inner.in_brackets(lambda row: row.listed(value)))


def _rows_of_function(cursor: Cursor) -> None:
    """OPENJSON, with the columns that it reads, STRING_SPLIT, GENERATE_SERIES."""
    is_json = cursor.is_word("openjson")
    cursor.at += 1
    cursor.in_brackets(lambda inner: inner.listed(value))
    if is_json and cursor.take_words("with"):
        cursor.in_brackets(lambda inner: inner.listed(_json_column))
    _alias(cursor)
    if cursor.is_sign("("):
        column_list(cursor)


def _json_column(cursor: Cursor) -> None:
    """See https://learn.microsoft.com/sql/t-sql/functions/openjson-transact-sql."""
    cursor.need_name("the name of a column")
    data_type(cursor)
    cursor.take_kind("text")
    cursor.take_words("as", "json")


def _alias(cursor: Cursor) -> None:
    if cursor.take_words("as"):
        cursor.need_name(ALIAS)
    else:
        cursor.take_kind("name")


def _need_alias(cursor: Cursor) -> None:
    cursor.take_words("as")
    cursor.need_name(ALIAS)


def column_list(cursor: Cursor) -> None:
    """`([a], [b])`."""
    cursor.in_brackets(lambda inner: inner.listed(lambda names: names.need_name("the name of a column")))
