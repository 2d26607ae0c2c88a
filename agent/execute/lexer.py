"""SQL text to tokens, for the guard: linear in the text, and strict where two readers might differ.

Knows only what T-SQL (QUOTED_IDENTIFIER ON) and DuckDB need: strings, quoted names, words, numbers, variables,
signs. It refuses comments, semicolons, dollar quotes, prefixed strings other than N'...' (and DuckDB's e'...') and
any non-ASCII character outside quotes, because the compiler writes none of them. Words, numbers and variables that
touch one another or a string are refused too: T-SQL reads `1eDELETE` as a number and a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["word", "name", "string", "number", "variable", "sign"]
MAX_CHARACTERS = 400_000
MAX_NESTING = 200

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<string>[Nn]?'(?:[^']|'')*')
  | (?P<escaped>[eE]'(?:[^'\\]|\\.|'')*')
  | (?P<bracket>\[(?:[^\]]|\]\])+\])
  | (?P<name>"(?:[^"]|"")+")
  | (?P<variable>(?:@@?|\$)[A-Za-z_][A-Za-z0-9_]*(?![\w@$#']))
  | (?P<number>(?:0[xX][0-9A-Fa-f]*|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?![\w@$#'.]))
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*(?![\w@$#']))
  | (?P<comment>--|/\*)
  | (?P<sign><>|<=|>=|!=|::|\|\||->>?|[-+*/%(),.=<>&|^~\[\]{}:])
    """,
    re.VERBOSE | re.DOTALL,
)


class Unreadable(ValueError):
    """Text that the lexer does not accept; the message says where and why."""


@dataclass(frozen=True)
class Token:
    """One token: `text` is upper-case for words, the bare name for quoted names, else as written."""

    kind: TokenKind
    text: str


def tokens(sql: str, *, brackets: bool) -> list[Token]:
    """The tokens of `sql`. `brackets`: whether `[...]` quotes a name (T-SQL) or is a list (DuckDB).

    Raises Unreadable.
    """
    if len(sql) > MAX_CHARACTERS:
        raise Unreadable(f"{len(sql)} characters where at most {MAX_CHARACTERS} are allowed")
    found: list[Token] = []
    place = depth = 0
    while place < len(sql):
        token, place = _next(sql, place, brackets=brackets)
        if token is None:
            continue
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
        if not 0 <= depth <= MAX_NESTING:
            raise Unreadable(f"character {place}: parentheses that do not match or nest too deeply")
        found.append(token)
    if depth:
        raise Unreadable("a parenthesis is not closed")
    return found


def _next(sql: str, place: int, *, brackets: bool) -> tuple[Token | None, int]:
    match = _TOKEN.match(sql, place)
    if match is not None and match.lastgroup == "bracket" and not brackets:
        return Token("sign", "["), place + 1
    foreign = match is not None and _is_foreign(match, tsql=brackets)
    if match is None or match.lastgroup == "comment" or foreign:
        raise Unreadable(f"character {place + 1}: {sql[place]!r} cannot stand here")
    text = match.group()
    match match.lastgroup:
        case "space":
            token = None
        case "word":
            token = Token("word", text.upper())
        case "bracket":
            token = Token("name", text[1:-1].replace("]]", "]"))
        case "name":
            token = Token("name", text[1:-1].replace('""', '"'))
        case "variable":
            token = Token("variable", text)
        case "number":
            token = Token("number", text)
        case "string" | "escaped":
            token = Token("string", text)
        case _:
            token = Token("sign", text)
    return token, match.end()


def _is_foreign(match: re.Match[str], *, tsql: bool) -> bool:
    """Whether only the other engine has such a token: e'...' and $name are DuckDB's, @name is T-SQL's."""
    if match.lastgroup == "variable":
        return match.group().startswith("$") == tsql
    return tsql and match.lastgroup == "escaped"
