"""Texts of intervals, of which sqlglot's parser keeps one number and its unit where it finds just one, and drops the rest.

https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT: `1 day 12:00`, `- 1 day`, `1 day ago`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

_ONE_AMOUNT: Final = re.compile(r"\s*-?[0-9]+(?:\.[0-9]+)?\s*[a-zA-Z]+\s*")
NOTHING: Final = "0 seconds "
"""An amount that changes no interval."""


def keep_whole_intervals(tokens: list[Token]) -> None:
    """Put a second amount, of nothing, in front of `1 day 12:00`, so that the text is kept whole. Changes the tokens."""
    for before, token in pairwise(tokens):
        is_text = before.token_type is TokenType.INTERVAL and token.token_type is TokenType.STRING
        if is_text and len(_ONE_AMOUNT.findall(token.text)) == 1 and not _ONE_AMOUNT.fullmatch(token.text):
            token.text = NOTHING + token.text
