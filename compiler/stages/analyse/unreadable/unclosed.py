"""Texts, names and comments that are never closed, and apostrophes that close a text too early."""

from __future__ import annotations

import re
from typing import Final

from sqlglot.tokenizer_core import TokenType

from compiler.stages.analyse.unreadable.stop import Explanation, Replacement, Stop

_WHOLE: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_OPENINGS: Final = {"'": "text", '"': "name in quotes", "/*": "comment"}
_APOSTROPHE: Final = re.compile(r"'(?P<before>[^'\n]*\w)'(?P<after>[^\W\d]\w*[^'\n]{0,40}')")
"""A text, a letter directly behind it, and the next quote: `'Don't'`."""


def explain_unclosed(text: str) -> Explanation | None:
    """The text, name or comment without an end in a text of which the tokenizer tells only that there is one."""
    if (inside := _quote_inside(text)) is not None:
        return inside
    rest = _WHOLE.sub(lambda found: " " * len(found[0]), text)
    places = [(at, mark) for mark in _OPENINGS if (at := rest.find(mark)) >= 0]
    if not places:
        return None
    at, mark = min(places)
    return Explanation(f"a {_OPENINGS[mark]} that is never closed", at, at + len(mark), "close it")


def quote_inside_text(stop: Stop) -> Explanation | None:
    """`'Don't' ... 'Can't'`: in pairs, so that the text between them is read as SQL."""
    for distance in (0, -1):
        text, word = stop.token(distance - 1), stop.token(distance)
        if text is None or word is None or text.end + 1 != word.start:
            continue
        if text.token_type is TokenType.STRING and stop.text[word.start].isalpha():
            return _quote_inside(stop.text, text.start)
    return None


def _quote_inside(text: str, start: int = 0) -> Explanation | None:
    at = start
    while (found := _next_text(text, at)) is not None:
        inside = _APOSTROPHE.match(text, found.start())
        if inside is not None and text[found.start()] == "'":
            whole = f"{inside['before']}''{inside['after'].partition(chr(39))[0]}"
            quote = inside.start("after") - 1
            written = f"{inside['before']}'{inside['after'].partition(chr(39))[0]}"
            return Explanation(
                f"the quote inside `{written}` ends the text",
                quote,
                quote + 1,
                f"write it twice: '{whole}'",
                Replacement(quote, quote + 1, "''"),
            )
        at = found.end()
    return None


def _next_text(text: str, start: int) -> re.Match[str] | None:
    return _WHOLE.search(text, start)
