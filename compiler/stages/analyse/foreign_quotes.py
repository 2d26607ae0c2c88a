"""Quotes that SQL does not have: backticks of MySQL, and the typographic quotes of word processors, which sqlglot takes for letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlglot.tokenizer_core import Token, TokenType

from compiler.diagnostics.codes import sql as codes
from compiler.ir.query import SourceDialect
from compiler.stages.analyse.faults import Faults

_BARE: Final = re.compile(r"[^\W\d]\w*")
_BACKTICKS: Final = re.compile(r"`([^`\n]*)`")
_TYPOGRAPHIC: Final = re.compile(r"[‘’‚‛]([^‘’'\n]*)[‘’]|[“”„‟]([^“”\"\n]*)[“”]")
_QUOTES: Final = "‘’‚‛“”„‟"


def refuse_foreign_quotes(tokens: Sequence[Token], dialect: SourceDialect, faults: Faults) -> bool:
    """Whether every quote is one of SQL's; reported where it is not, with its other half once."""
    before, end = len(faults.found), 0
    for token in tokens:
        if token.start < end:
            continue
        if token.token_type is TokenType.UNKNOWN and token.text == "`":
            end = _report_backticks(token, faults)
        elif token.token_type is TokenType.VAR and any(quote in token.text for quote in _QUOTES):
            end = _report_typographic(token, faults)
    return len(faults.found) == before


def _report_backticks(token: Token, faults: Faults) -> int:
    found = _BACKTICKS.match(faults.text, token.start)
    if found is None:
        faults.report_at(codes.SYNTAX, "a backtick has no place in SQL", token.start, 1, "take it out")
        return token.end + 1
    plain = found[1] if _BARE.fullmatch(found[1]) else '"' + found[1].replace('"', '""') + '"'
    edit = faults.edit(*found.span(), plain)
    message, remedy = "names in backticks are MySQL's", "write the name bare, or in double quotes"
    faults.report_at(codes.SYNTAX, message, found.start(), len(found[0]), remedy, edit=edit)
    return found.end()


def _report_typographic(token: Token, faults: Faults) -> int:
    first = next(at for at, sign in enumerate(token.text) if sign in _QUOTES) + token.start
    found = _TYPOGRAPHIC.match(faults.text, first)
    message = f"`{faults.text[first]}` is no quote of SQL"
    if found is None:
        faults.report_at(codes.SYNTAX, message, first, 1, "write ' around a text, \" around a name")
        return token.end + 1
    if found[1] is not None:
        edit = faults.edit(*found.span(), f"'{found[1]}'")
        faults.report_at(
            codes.SYNTAX, message, found.start(), len(found[0]), f"write '{found[1]}'", edit=edit
        )
    else:
        remedy = f"write '{found[2]}' for a text, \"{found[2]}\" for a name"
        faults.report_at(codes.SYNTAX, message, found.start(), len(found[0]), remedy)
    return found.end()
