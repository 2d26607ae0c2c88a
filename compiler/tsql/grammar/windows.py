"""OVER, and the order of rows.

https://learn.microsoft.com/sql/t-sql/queries/select-over-clause-transact-sql
"""

from __future__ import annotations

from compiler.tsql.grammar.cursor import Cursor


def over(cursor: Cursor, *, ordered: bool, framed: bool) -> None:
    """OVER and a window, or the name of one, where it comes next; not every function takes an order and a frame."""
    if cursor.take_words("over") and not cursor.take_kind("name"):
        window(cursor, ordered=ordered, framed=framed)


def window(cursor: Cursor, *, ordered: bool = True, framed: bool = True) -> None:
    """`([w] PARTITION BY ... ORDER BY ... ROWS ...)`, each part of which may be missing."""
    cursor.need_sign("(")
    cursor.take_kind("name")
    if cursor.take_words("partition", "by"):
        cursor.listed(cursor.rules.value)
    if ordered and cursor.take_words("order", "by"):
        order_keys(cursor)
        if framed and cursor.take_one("rows", "range"):
            _frame(cursor)
    cursor.need_sign(")")


def _frame(cursor: Cursor) -> None:
    """From a beginning to an end that is not before it; a frame without BETWEEN ends at the current row."""
    if not cursor.take_words("between"):
        cursor.need(_end_of_frame(cursor) <= _CURRENT, "a frame that begins at the current row or before it")
        return
    begin = _end_of_frame(cursor)
    cursor.need(begin < _LAST, "a frame that ends where it begins or later")
    cursor.need_words("and")
    end = _end_of_frame(cursor)
    cursor.need(begin <= end and end > _FIRST, "a frame that ends where it begins or later")


_FIRST, _PRECEDING, _CURRENT, _FOLLOWING, _LAST = range(5)


def _end_of_frame(cursor: Cursor) -> int:
    """Which of the kinds of ends comes next, by their order in the partition."""
    if cursor.take_words("current", "row"):
        return _CURRENT
    unbounded = cursor.take_words("unbounded")
    if not unbounded:
        cursor.need(cursor.whole_number() is not None, "an end of the frame")
        cursor.at += 1
    if cursor.take_words("preceding"):
        return _FIRST if unbounded else _PRECEDING
    cursor.need(cursor.take_words("following"), "PRECEDING or FOLLOWING")
    return _LAST if unbounded else _FOLLOWING


def order_keys(cursor: Cursor) -> None:
    """`a DESC, b`."""
    cursor.listed(_key)


def _key(cursor: Cursor) -> None:
    cursor.rules.value(cursor)
    cursor.take_one("asc", "desc")
