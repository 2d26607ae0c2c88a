"""Words of SQL that are misspelt: `FORM orders`, `GRUOP BY`, `SELEC`."""

from __future__ import annotations

from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.suggest import LONG, slips
from compiler.stages.analyse.unreadable.stop import Explanation, Stop, around, instead_of

_KEYWORDS: Final = (
    "SELECT", "DISTINCT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "UNION", "EXCEPT",
    "INTERSECT", "JOIN", "LEFT", "RIGHT", "INNER", "OUTER", "FULL", "CROSS", "USING", "WITH", "VALUES", "AND",
    "NOT", "NULL", "LIKE", "ILIKE", "BETWEEN", "EXISTS", "CASE", "WHEN", "THEN", "ELSE", "END", "DESC", "ASC",
    "OVER", "PARTITION", "INTERVAL", "LATERAL", "QUALIFY",
)  # fmt: skip
_SHORTEST = 3
_NEARBY = (-1, 0, 1, -2)
"""Where the word may stand, seen from where reading stopped: a misspelt word is first read as an alias."""


def misspelt_word(stop: Stop) -> Explanation | None:
    """The word that lets reading go on once it is written rightly; to be mended where only one such word is near."""
    for token in _words_around(stop):
        beyond = (
            1 if token.start >= stop.tokens[stop.at].start else 0
        )  # a word that is only passed over proves nothing
        meant = [
            word for word in _near(token.text) if stop.goes_on_with(instead_of(token, word), beyond=beyond)
        ]
        if meant:
            edit = instead_of(token, meant[0]) if len(meant) == 1 else None
            remedy = "did you mean " + " or ".join(f"`{word}`" for word in meant) + "?"
            return around(token, f"`{token.text}` is no word of SQL", remedy, edit)
    return None


def _words_around(stop: Stop) -> list[Token]:
    nearby = [stop.token(distance) for distance in _NEARBY] + list(stop.tokens[:1])
    return list({token.start: token for token in nearby if token is not None and _is_bare(token)}.values())


def _is_bare(token: Token) -> bool:
    return token.token_type is TokenType.VAR and len(token.text) >= _SHORTEST


def _near(word: str) -> list[str]:
    """The keywords of which `word` is a slip of the hand, the likeliest first."""
    allowed = 1 if len(word) < LONG else 2
    distances = {keyword: slips(word.upper(), keyword) for keyword in _KEYWORDS}
    return sorted((k for k in _KEYWORDS if 0 < distances[k] <= allowed), key=lambda k: distances[k])
