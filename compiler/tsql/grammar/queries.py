"""Query expressions: WITH, SELECT and its clauses, set operations, ORDER BY with OFFSET.

https://learn.microsoft.com/sql/t-sql/queries/select-transact-sql
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from compiler.tsql.grammar.conditions import condition
from compiler.tsql.grammar.cursor import Cursor, Misfit, Rules
from compiler.tsql.grammar.expressions import value
from compiler.tsql.grammar.sources import column_list, sources
from compiler.tsql.grammar.windows import order_keys, window
from compiler.tsql.lexer import Token

ROWS: Final = "ROWS"


def recognise(tokens: Sequence[Token]) -> Misfit | None:
    """What does not fit in a statement whose names are all in brackets; None where all of it does."""
    cursor = Cursor(tokens, Rules(query, condition, value))
    try:
        _statement(cursor)
        cursor.need(cursor.token() is None, "the end of the query")
    except Misfit as misfit:
        return misfit
    return None


def _statement(cursor: Cursor) -> None:
    if cursor.take_words("with"):
        cursor.listed(_common_table_expression)
    query(cursor)
    if cursor.take_words("option"):
        cursor.in_brackets(lambda inner: inner.listed(_query_hint))


def _common_table_expression(cursor: Cursor) -> None:
    cursor.need_name("the name of a common table expression")
    if cursor.is_sign("("):
        column_list(cursor)
    cursor.need_words("as")
    cursor.in_brackets(query)


def _query_hint(cursor: Cursor) -> None:
    cursor.need_words("maxrecursion")
    cursor.need(cursor.take_kind("number"), "a number")


def query(cursor: Cursor) -> None:
    """SELECTs and what joins them to sets, then ORDER BY."""
    _sets(cursor)
    if cursor.take_words("order", "by"):
        order_keys(cursor)
        _offset(cursor)


def _sets(cursor: Cursor) -> None:
    """SELECTs and what joins them to sets; one in brackets has no ORDER BY, even with TOP."""
    _term(cursor)
    while cursor.take_words("union", "all") or cursor.take_one("union", "except", "intersect"):
        _term(cursor)


def _term(cursor: Cursor) -> None:
    if cursor.is_sign("("):
        cursor.in_brackets(_sets)
        return
    cursor.need(cursor.take_words("select"), "SELECT")
    _select(cursor)


def _select(cursor: Cursor) -> None:
    cursor.take_one("all", "distinct")
    if cursor.take_words("top"):
        _top(cursor)
    cursor.listed(_item)
    if cursor.take_words("from"):
        sources(cursor)
    if cursor.take_words("where"):
        condition(cursor)
    if cursor.take_words("group", "by"):
        _groups(cursor)
    if cursor.take_words("having"):
        condition(cursor)
    if cursor.take_words("window"):
        cursor.listed(_named_window)


def _top(cursor: Cursor) -> None:
    if not cursor.take_kind("number"):
        cursor.in_brackets(value)
    cursor.take_words("percent")
    cursor.take_words("with", "ties")


def _item(cursor: Cursor) -> None:
    """See https://learn.microsoft.com/sql/t-sql/queries/select-clause-transact-sql."""
    if _takes_star(cursor):
        return
    if cursor.is_kind("name") and cursor.is_sign("=", ahead=1):
        cursor.at += 2
    value(cursor)
    token = cursor.token()
    if cursor.take_words("as"):
        token = cursor.token()
        cursor.need(cursor.is_kind("name", "text"), "the name of a column")
    cursor.need(token is None or token.kind != "text" or token.value != "", "a name of a character at least")
    cursor.take_kind("name", "text")


def _takes_star(cursor: Cursor) -> bool:
    """Whether `*` or `[t].*` comes next, which is then read."""
    ahead = 0
    while cursor.is_kind("name", ahead=ahead) and cursor.is_sign(".", ahead=ahead + 1):
        ahead += 2
    if not cursor.is_sign("*", ahead=ahead):
        return False
    cursor.at += ahead + 1
    return True


def _groups(cursor: Cursor) -> None:
    """See https://learn.microsoft.com/sql/t-sql/queries/select-group-by-transact-sql."""
    begin = cursor.at
    cursor.listed(_group)
    has_sets = any(token.is_word("grouping", "rollup", "cube") for token in cursor.tokens[begin : cursor.at])
    if not has_sets and not cursor.take_words("with", "rollup"):
        cursor.take_words("with", "cube")


def _group(cursor: Cursor) -> None:
    if cursor.take_words("grouping", "sets"):
        cursor.in_brackets(lambda inner: inner.listed(_grouping_set))
    else:
        _grouping_set(cursor)


def _grouping_set(cursor: Cursor) -> None:
    if cursor.take_one("rollup", "cube"):
        cursor.in_brackets(lambda inner: inner.listed(_some_columns_of_group))
    else:
        _columns_of_group(cursor)


def _some_columns_of_group(cursor: Cursor) -> None:
    cursor.need(not (cursor.is_sign("(") and cursor.is_sign(")", ahead=1)), "a column")
    _columns_of_group(cursor)


def _columns_of_group(cursor: Cursor) -> None:
    if cursor.is_sign("(") and _is_group_of_several(cursor):
        cursor.need_sign("(")
        if not cursor.is_sign(")"):
            cursor.listed(value)
        cursor.need_sign(")")
    else:
        value(cursor)


def _is_group_of_several(cursor: Cursor) -> bool:
    """Whether brackets are those of `(a, b)` or `()`, not part of an expression."""
    after = cursor.behind_brackets()
    return after is None or after.is_sign(",") or after.is_sign(")") or after.kind == "word"


def _named_window(cursor: Cursor) -> None:
    cursor.need_name("the name of a window")
    cursor.need_words("as")
    window(cursor)


def _offset(cursor: Cursor) -> None:
    """See https://learn.microsoft.com/sql/t-sql/queries/select-order-by-clause-transact-sql."""
    if not cursor.take_words("offset"):
        return
    value(cursor)
    cursor.need(cursor.take_one("row", "rows"), ROWS)
    if cursor.take_words("fetch"):
        cursor.need(cursor.take_one("first", "next"), "NEXT")
        value(cursor)
        cursor.need(cursor.take_one("row", "rows"), ROWS)
        cursor.need_words("only")
