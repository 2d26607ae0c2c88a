"""Values: operators, CASE, subqueries, columns, calls.

https://learn.microsoft.com/sql/t-sql/language-elements/expressions-transact-sql
"""

from __future__ import annotations

import re

from compiler.tsql.grammar.calls import call
from compiler.tsql.grammar.cursor import Cursor

_DIGITS = 38
_COLLATION = re.compile(r"_(BIN2?|C[IS]_A[IS])(_|$)|^(database|catalog)_default$", re.IGNORECASE)
"""https://learn.microsoft.com/sql/t-sql/statements/windows-collation-name-transact-sql."""
_OPERATORS = ("+", "-", "*", "/", "%", "&", "|", "^", "||", "<<", ">>")


def value(cursor: Cursor) -> None:
    """Operands joined by operators; which binds closer changes nothing about whether a text is T-SQL."""
    _operand(cursor)
    while cursor.take_sign(*_OPERATORS):
        _operand(cursor)


def _operand(cursor: Cursor) -> None:
    while cursor.take_sign("+", "-", "~"):
        pass
    _atom(cursor)
    while True:
        if cursor.take_words("collate"):
            token = cursor.token()
            is_named = (
                token is not None and token.kind == "word" and _COLLATION.search(token.text) is not None
            )
            cursor.need(is_named, "a collation")
            cursor.at += 1
            cursor.need(not cursor.is_word("collate"), "one collation")
        elif cursor.take_words("at", "time", "zone"):
            _operand(cursor)
        else:
            return


def _atom(cursor: Cursor) -> None:
    token = cursor.token()
    is_too_long = token is not None and token.text.isdecimal() and len(token.text.lstrip("0")) > _DIGITS
    cursor.need(not is_too_long, f"a number of {_DIGITS} digits at most")
    if cursor.take_kind("number", "text", "variable") or cursor.take_words("null"):
        return
    if cursor.take_sign("("):
        (cursor.rules.query if _begins_query(cursor) else value)(cursor)
        cursor.need_sign(")")
    elif cursor.take_words("case"):
        _case(cursor)
    elif cursor.take_kind("name"):
        while cursor.take_sign("."):
            cursor.need_name("a column")
    else:
        cursor.need(cursor.is_kind("word") and cursor.is_sign("(", ahead=1), "a value")
        call(cursor)


def _begins_query(cursor: Cursor) -> bool:
    """Whether SELECT comes next, be it behind more brackets: `((SELECT 1) UNION (SELECT 2))`."""
    if cursor.is_word("select"):
        return True
    after = cursor.behind_brackets() if cursor.is_sign("(") else None
    return after is not None and after.is_word("union", "except", "intersect")


def _case(cursor: Cursor) -> None:
    """See https://learn.microsoft.com/sql/t-sql/language-elements/case-transact-sql."""
    searched = cursor.is_word("when")
    if not searched:
        value(cursor)
    cursor.need(cursor.is_word("when"), "WHEN")
    while cursor.take_words("when"):
        (cursor.rules.condition if searched else value)(cursor)
        cursor.need_words("then")
        value(cursor)
    if cursor.take_words("else"):
        value(cursor)
    cursor.need_words("end")
