"""OVER, and the order of rows.

https://learn.microsoft.com/sql/t-sql/queries/select-over-clause-transact-sql
"""

from __future__ import annotations

from compiler.tsql.grammar.cursor import Cursor


def over(cursor: Cursor) -> None:
    """OVER and a window, or the name of one, where it comes next."""
    if cursor.take_words("over") and not cursor.take_kind("name"):
        window(cursor)


def window(cursor: Cursor) -> None:
    """`([w] PARTITION BY ... ORDER BY ... ROWS ...)`, each part of which may be missing."""
    cursor.need_sign("(")
    cursor.take_kind("name")
    if cursor.take_words("partition", "by"):
        cursor.listed(cursor.rules.value)
    if cursor.take_words("order", "by"):
        order_keys(cursor)
        if cursor.take_one("rows", "range"):
            _frame(cursor)
    cursor.need_sign(")")


def _frame(cursor: Cursor) -> None:
    if cursor.take_words("between"):
        _end_of_frame(cursor)
        cursor.need_words("and")
    _end_of_frame(cursor)


def _end_of_frame(cursor: Cursor) -> None:
    if cursor.take_words("current", "row"):
        return
    cursor.need(cursor.take_words("unbounded") or cursor.take_kind("number"), "an end of the frame")
    cursor.need(cursor.take_one("preceding", "following"), "PRECEDING or FOLLOWING")


def order_keys(cursor: Cursor) -> None:
    """`a DESC, b`."""
    cursor.listed(_key)


def _key(cursor: Cursor) -> None:
    cursor.rules.value(cursor)
    cursor.take_one("asc", "desc")
