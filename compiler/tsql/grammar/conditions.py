"""Search conditions, which are no values in T-SQL.

https://learn.microsoft.com/sql/t-sql/queries/search-condition-transact-sql
"""

from __future__ import annotations

from compiler.tsql.grammar.cursor import Cursor
from compiler.tsql.grammar.expressions import value

_COMPARISONS = ("=", "<>", "!=", "<", ">", "<=", ">=", "!<", "!>")
_AFTER_VALUES = frozenset({*_COMPARISONS, "+", "-", "*", "/", "%", "&", "|", "^", "||", "<<", ">>"})


def condition(cursor: Cursor) -> None:
    """Predicates joined by AND and OR."""
    _negated(cursor)
    while cursor.take_one("and", "or"):
        _negated(cursor)


def _negated(cursor: Cursor) -> None:
    while cursor.take_words("not"):
        pass
    if cursor.is_sign("(") and not _is_value_in_brackets(cursor):
        cursor.in_brackets(condition)
    elif cursor.take_words("exists"):
        cursor.in_brackets(cursor.rules.query)
    else:
        _predicate(cursor)


def _is_value_in_brackets(cursor: Cursor) -> bool:
    """Whether brackets hold a value: then something follows that asks about it."""
    after = cursor.behind_brackets()
    if after is None:
        return False
    asks = after.is_word("is", "in", "between", "like", "not", "collate", "at")
    return asks or (after.kind == "sign" and after.text in _AFTER_VALUES)


def _predicate(cursor: Cursor) -> None:
    is_complete = cursor.is_word("regexp_like")
    value(cursor)
    if is_complete:
        return
    if cursor.take_sign(*_COMPARISONS):
        if cursor.take_one("all", "any", "some"):
            cursor.in_brackets(cursor.rules.query)
        else:
            value(cursor)
    elif cursor.take_words("is"):
        _is(cursor)
    else:
        cursor.take_words("not")
        _among(cursor)


def _is(cursor: Cursor) -> None:
    cursor.take_words("not")
    if cursor.take_words("distinct", "from"):
        value(cursor)
    else:
        cursor.need_words("null")


def _among(cursor: Cursor) -> None:
    if cursor.take_words("in"):
        cursor.in_brackets(_listed)
    elif cursor.take_words("between"):
        value(cursor)
        cursor.need_words("and")
        value(cursor)
    else:
        cursor.need(cursor.take_words("like"), "a comparison")
        value(cursor)
        if cursor.take_words("escape"):
            value(cursor)


def _listed(cursor: Cursor) -> None:
    if cursor.is_word("select"):
        cursor.rules.query(cursor)
    else:
        cursor.listed(value)
