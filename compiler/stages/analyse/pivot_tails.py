"""ORDER BY and LIMIT behind DuckDB's statements PIVOT and UNPIVOT, which sqlglot does not read: a SELECT is put around them."""

from __future__ import annotations

from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.stages.analyse.made_tokens import token_at

STATEMENTS: Final = frozenset({TokenType.PIVOT, TokenType.UNPIVOT})
TAILS: Final = frozenset({TokenType.ORDER_BY, TokenType.LIMIT, TokenType.OFFSET})


def with_select_around(tokens: list[Token]) -> list[Token]:
    """`PIVOT t ON ... ORDER BY a` as `SELECT * FROM (PIVOT t ON ...) ORDER BY a`; any other tokens as they are."""
    if not tokens or tokens[0].token_type not in STATEMENTS:
        return tokens
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth == 0 and token.token_type in TAILS:
            head = [token_at(tokens[0], kind, text) for kind, text in HEAD]
            return [*head, *tokens[:at], token_at(token, TokenType.R_PAREN, ")"), *tokens[at:]]
    return tokens


HEAD: Final = (
    (TokenType.SELECT, "SELECT"),
    (TokenType.STAR, "*"),
    (TokenType.FROM, "FROM"),
    (TokenType.L_PAREN, "("),
)
