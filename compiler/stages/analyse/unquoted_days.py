"""Days without quotes: `2025-01-31` is 1993 to every dialect, and `31/01/2025` is 0.

Only where no blank stands inside and no sign of arithmetic before, so that whoever means to compute writes `2025 - 1 - 31`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults
from compiler.stages.analyse.meant_days import meant_day

_DAY: Final = re.compile(r"(?:(?:19|20|21)\d\d-\d\d-\d\d|\d\d?/\d\d?/(?:19|20|21)\d\d)(?![\w./*-])")
_ARITHMETIC: Final = frozenset(
    {TokenType.DASH, TokenType.PLUS, TokenType.STAR, TokenType.SLASH, TokenType.MOD}
)


def refuse_unquoted_days(tokens: Sequence[Token], dialect: SourceDialect, faults: Faults) -> bool:
    """Whether every day is written as a text; reported where one is written as a sum."""
    before = len(faults.found)
    for previous, token in zip((None, *tokens), tokens, strict=False):
        if token.token_type is not TokenType.NUMBER or (previous and previous.token_type in _ARITHMETIC):
            continue
        found = _DAY.match(faults.text, token.start)
        if found is not None and (day := _day(found[0])) is not None:
            message = f"{found[0]} without quotes is a sum, and no day"
            edit = faults.edit(*found.span(), f"'{day}'")
            length = len(found[0])
            faults.report_at(codes.BAD_LITERAL, message, token.start, length, f"write '{day}'", edit=edit)
    return len(faults.found) == before


def _day(written: str) -> str | None:
    """The day, where one can be meant: of `05/06/2026` it is not sure which."""
    return meant_day(written.replace("-", "/"))
