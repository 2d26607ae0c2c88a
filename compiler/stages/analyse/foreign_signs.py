"""Signs that sqlglot's tokenizer and parser read in any dialect, and the author's dialect does not have.

PostgreSQL: https://www.postgresql.org/docs/current/functions-comparison.html and .../sql-select.html; DuckDB takes `==` and a
comma before FROM (https://duckdb.org/docs/stable/sql/dialect/friendly_sql).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults

_AFTER_A_LIST = frozenset({
    TokenType.FROM, TokenType.R_PAREN, TokenType.WHERE, TokenType.GROUP_BY, TokenType.HAVING, TokenType.ORDER_BY,
    TokenType.LIMIT, TokenType.UNION, TokenType.EXCEPT, TokenType.INTERSECT,
})  # fmt: skip

_ONE_VALUE = frozenset({TokenType.COLON, TokenType.PARAMETER, TokenType.STRING, TokenType.NUMBER})


def refuse_foreign_signs(tokens: Sequence[Token], dialect: SourceDialect, faults: Faults) -> bool:
    """Whether every sign is one of the dialect's; reported where it is not."""
    before = len(faults.found)
    for token, following in pairwise(tokens):
        if token.token_type is TokenType.NULLSAFE_EQ:
            _report(token, "`<=>` is not a comparison here", "write IS NOT DISTINCT FROM", faults)
        elif token.text == "==" and dialect != "duckdb":
            _report(token, "`==` is no comparison in SQL", "write =", faults)
        elif _is_left_over(token, following) and dialect != "duckdb":
            _report(token, "a comma with nothing after it", "take it out, or write what is missing", faults)
        elif dialect == "tsql" and token.token_type is TokenType.IN and following.token_type in _ONE_VALUE:
            remedy = "write IN (:list), IN ('a', 'b')"
            _report(token, "the values behind IN stand in parentheses", remedy, faults)
    for comma in _commas_of_limits(tokens):
        _report(comma, "LIMIT takes one number", "write LIMIT 5 OFFSET 3 for `LIMIT 3, 5`", faults)
    return len(faults.found) == before


def _is_left_over(token: Token, following: Token) -> bool:
    return token.token_type is TokenType.COMMA and following.token_type in _AFTER_A_LIST


def _commas_of_limits(tokens: Sequence[Token]) -> Iterator[Token]:
    """`LIMIT 3, 5` of MySQL."""
    for limit, _, comma in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if limit.token_type is TokenType.LIMIT and comma.token_type is TokenType.COMMA:
            yield comma


def _report(token: Token, message: str, remedy: str, faults: Faults) -> None:
    faults.report_at(codes.SYNTAX, message, token.start, token.end - token.start + 1, remedy)
