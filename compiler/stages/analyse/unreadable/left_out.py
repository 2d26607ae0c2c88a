"""Words and signs that are left out: the comma between two columns, the BY of GROUP BY, the value behind AND."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.stages.analyse.unreadable.stop import WORDS, Explanation, Replacement, Stop, around, instead_of

_SIDES: Final = ("LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER", "NATURAL")
_BEFORE_A_QUERY: Final = frozenset({
    TokenType.EXISTS, TokenType.ALIAS, TokenType.IN, TokenType.EQ, TokenType.NEQ, TokenType.LT, TokenType.LTE,
    TokenType.GT, TokenType.GTE, TokenType.FROM, TokenType.JOIN, TokenType.ANY, TokenType.ALL, TokenType.SOME,
})  # fmt: skip
_CLAUSES: Final = frozenset({
    TokenType.SELECT, TokenType.FROM, TokenType.WHERE, TokenType.GROUP_BY, TokenType.HAVING, TokenType.ORDER_BY,
    TokenType.LIMIT, TokenType.JOIN, TokenType.ON, TokenType.UNION, TokenType.EXCEPT, TokenType.INTERSECT,
})  # fmt: skip


_CONNECTORS: Final = frozenset({TokenType.AND, TokenType.OR})
_WITHOUT_VALUE: Final = frozenset(
    {*_CONNECTORS, TokenType.WHERE, TokenType.ON, TokenType.HAVING, TokenType.L_PAREN}
)


def by_left_out(stop: Stop) -> Explanation | None:
    """`GROUP name`, `ORDER name`."""
    for distance in (-1, 0):
        token = stop.token(distance)
        if (
            token is not None
            and stop.is_word(distance, "GROUP", "ORDER", "PARTITION")
            and not stop.is_word(distance + 1, "BY")
        ):
            edit = instead_of(token, f"{token.text} BY")
            if stop.goes_on_with(edit):
                word = token.text.upper()
                return around(token, f"BY is missing after {word}", f"write {word} BY", edit)
    return None


def join_left_out(stop: Stop) -> Explanation | None:
    """`FROM a INNER b ON ...`."""
    here = stop.token()
    if here is None or not stop.is_word(0, *_SIDES) or not stop.is_kind(1, *WORDS):
        return None
    edit = instead_of(here, f"{here.text} JOIN")
    word = here.text.upper()
    sure = edit if stop.goes_on_with(edit) else None
    return around(here, f"JOIN is missing after {word}", f"write {word} JOIN", sure)


def parentheses_left_out(stop: Stop) -> Explanation | None:
    """`EXISTS SELECT ...`, `WITH a AS SELECT ...`, `x = SELECT ...`; a comma between the last CTE and the query."""
    here, before = stop.token(), stop.token(-1)
    if here is None or before is None or not stop.is_kind(0, TokenType.SELECT, TokenType.WITH):
        return None
    if before.token_type is TokenType.COMMA:
        remedy = "take it out, or write what is missing"
        return around(before, "a comma with nothing after it", remedy, instead_of(before, ""))
    if before.token_type in _BEFORE_A_QUERY:
        return around(here, "a query inside another stands in parentheses", "write (SELECT ...)")
    if before.token_type is TokenType.SELECT:
        return around(here, "SELECT stands here twice", "take one of them out", instead_of(here, ""))
    return _comma_between_ctes(stop)


def _comma_between_ctes(stop: Stop) -> Explanation | None:
    """`WITH a AS (...) b AS (SELECT ...)`."""
    kinds = TokenType.R_PAREN, TokenType.VAR, TokenType.ALIAS, TokenType.L_PAREN
    if not all(stop.is_kind(at, kind) for at, kind in zip((-4, -3, -2, -1), kinds, strict=True)):
        return None
    name, bracket = stop.token(-3), stop.token(-4)
    if name is None or bracket is None:
        return None
    edit = instead_of(bracket, "),")
    sure = edit if stop.goes_on_with(edit) else None
    return around(name, f"a comma is missing before `{name.text}`", "write one", sure)


def alias_left_out(stop: Stop) -> Explanation | None:
    """`FROM customers AS WHERE ...`."""
    for distance in (0, -1):
        alias = stop.token(distance - 1)
        token = stop.token(distance)
        if alias is None or token is None or not stop.is_kind(distance - 1, TokenType.ALIAS):
            continue
        if token.token_type in _CLAUSES or token.token_type is TokenType.COMMA:
            return around(alias, "a name is missing after AS", "write the name, or take AS out")
    return None


def alias_of_two_words(stop: Stop) -> Explanation | None:
    """`name AS Customer Name`."""
    first, second = stop.token(-1), stop.token()
    if first is None or second is None or not stop.is_kind(-2, TokenType.ALIAS):
        return None
    if not (first.text.isidentifier() and second.text.isidentifier()) or second.token_type in {
        *_CLAUSES,
        TokenType.ALIAS,
    }:
        return None
    if stop.is_kind(1, TokenType.DOT, TokenType.L_PAREN):
        return None
    name = f'"{first.text} {second.text}"'
    remedy = f"write {name} if it is one name, or a comma if it is two columns"
    return around(second, f"a name in two words, or a comma missing before `{second.text}`", remedy)


def comma_left_out(stop: Stop) -> Explanation | None:
    """`SELECT o.amount o.quantity FROM ...`, where a comma lets reading go on."""
    item, before = _item(stop)
    if item is None or before is None or not _is_in_select_list(stop, item):
        return None
    if not (item.token_type in WORDS or item.text.isidentifier()) or item.token_type is TokenType.ALIAS:
        return None
    edit = instead_of(before, f"{stop.written(before)},")
    if before.token_type is TokenType.COMMA or not stop.goes_on_with(edit):
        return None
    return around(item, f"a comma is missing before `{stop.written(item)}`", "write one", edit)


def _item(stop: Stop) -> tuple[Token | None, Token | None]:
    """The first token of what is read as something else, and the token before it: `o` where reading stopped at its dot."""
    distance = -1 if stop.is_kind(0, TokenType.DOT, TokenType.L_PAREN) and stop.is_kind(-1, *WORDS) else 0
    return stop.token(distance), stop.token(distance - 1)


def _is_in_select_list(stop: Stop, item: Token) -> bool:
    """Whether the last clause that begins before the token, outside of closed parentheses, is SELECT."""
    depth = 0
    for token in reversed([token for token in stop.tokens if token.start < item.start]):
        depth += (token.token_type is TokenType.R_PAREN) - (token.token_type is TokenType.L_PAREN)
        if depth < 0:
            return False
        if depth == 0 and token.token_type in _CLAUSES:
            return token.token_type is TokenType.SELECT
    return False


def second_clause(stop: Stop) -> Explanation | None:
    """`WHERE a WHERE b`, `JOIN t ON a ON b`, `a AS b AS c`."""
    here = stop.token()
    if here is None:
        return None
    if stop.is_kind(0, TokenType.ON):
        return around(here, "this ON belongs to no JOIN", "write AND in its place, or the JOIN before it")
    if stop.is_kind(0, TokenType.ALIAS) and stop.is_kind(-2, TokenType.ALIAS):
        return around(
            here, "a second name for one column", "take one of them out, or write the missing comma"
        )
    if not stop.said.startswith("Found multiple"):
        return None
    word = here.text.upper()
    remedy = (
        "write AND in its place" if word in ("WHERE", "HAVING") else "write what it says into the first one"
    )
    return around(here, f"a second {word} in one query", remedy)


def table_left_out(stop: Stop) -> Explanation | None:
    """`FROM WHERE ...`."""
    here, before = stop.token(), stop.token(-1)
    if here is None or before is None or "Expected table name" not in stop.said:
        return None
    return around(
        before, f"a table is missing after {before.text.upper()}", "write the table's name after it"
    )


def operand_left_out(stop: Stop) -> Explanation | None:
    """`WHERE AND a`, `a AND OR b`."""
    for before, token in pairwise(stop.tokens):
        if token.token_type in _CONNECTORS and before.token_type in _WITHOUT_VALUE:
            word = token.text.upper()
            return around(token, f"{word} with nothing before it", "take it out, or write what is missing")
    return None


def and_left_out(stop: Stop) -> Explanation | None:
    """`BETWEEN :period`."""
    if "missing for" not in stop.said:
        return None
    for token in reversed(stop.tokens[: stop.at + 1]):
        if token.token_type is TokenType.AND:
            return None
        if token.token_type is TokenType.BETWEEN:
            return around(token, "BETWEEN without AND", "write BETWEEN first AND last")
    return None


def value_left_out(stop: Stop) -> Explanation | None:
    """`WHERE a AND`, `BETWEEN :a AND`, `100%`: an operator without what it needs."""
    here = stop.token()
    if here is None or "missing for" not in stop.said or here.token_type in WORDS:
        return None
    side = "after" if stop.is_last else "beside"
    remedy = "write what is missing, or take it out"
    return around(here, f"something is missing {side} `{stop.written(here)}`", remedy)


def operator_left_out(stop: Stop) -> Explanation | None:
    """`ON a.id b.id`."""
    item, before = _item(stop)
    if item is None or before is None or "Unexpected token" not in stop.said:
        return None
    edit = Replacement(item.start, item.start, "= ")
    if not stop.goes_on_with(edit):
        return None
    return around(
        item, f"an operator is missing before `{stop.written(item)}`", "write one, such as = or AND"
    )
