"""SQL cut into words, whatever is wrong with it: Jinja, comments, texts, names, parameters, numbers, marks.

No character is lost: the tokens and the white space between them are the text. What is not closed ends with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["jinja", "comment", "text", "quoted", "parameter", "word", "number", "mark"]

_TOKEN = re.compile(
    r"""
    (?P<jinja>\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{\#.*?(?:\#\}|\Z))
  | (?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))
  | (?P<text>(?:[nNeE](?='))?'(?:[^']|'')*(?:'|\Z)|\$\$.*?(?:\$\$|\Z))
  | (?P<quoted>"(?:[^"]|"")*(?:"|\Z)|\[(?=[^\W\d])[^\]\n]*\]|`[^`\n]*`)
  | (?P<parameter>(?<![:\w]):[^\W\d]\w*(?:\.\w*)?|(?<![\w@])@[^\W\d]\w*(?:\.\w*)?)
  | (?P<word>[^\W\d]\w*(?:\$\w*)*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\.\d+)
  | (?P<mark>::|<=|>=|<>|!=|\|\||->>|->|:=|=>|\S)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A stretch of the text, offsets from the text's start."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)

    @property
    def upper(self) -> str:
        """A word in capitals; of anything else, the text."""
        return self.text.upper() if self.kind == "word" else self.text

    @property
    def name(self) -> str:
        """What a word or a quoted name stands for."""
        if self.kind != "quoted":
            return self.text
        closing = "]" if self.text[0] == "[" else self.text[0]
        return self.text[1:].removesuffix(closing).replace(closing * 2, closing)

    @property
    def is_name(self) -> bool:
        """Whether it can name a table or a column."""
        return self.kind == "quoted" or (self.kind == "word" and self.upper not in RESERVED)


RESERVED = frozenset({
    "ALL", "AND", "ANY", "AS", "ASC", "BETWEEN", "BY", "CASE", "CAST", "CROSS", "DESC", "DISTINCT", "ELSE",
    "END", "EXCEPT", "EXISTS", "FETCH", "FILTER", "FROM", "FULL", "GROUP", "HAVING", "ILIKE", "IN", "INNER",
    "INTERSECT", "IS", "JOIN", "LATERAL", "LEFT", "LIKE", "LIMIT", "NATURAL", "NOT", "NULL", "OFFSET", "ON",
    "OR", "ORDER", "OUTER", "OVER", "PARTITION", "QUALIFY", "RIGHT", "SELECT", "SOME", "THEN", "UNION",
    "USING", "VALUES", "WHEN", "WHERE", "WINDOW", "WITH",
})  # fmt: skip
"""Words that end a list of columns or sources, so that they are never an alias without AS."""


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    found = []
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        found.append(Token(kind, match.group(), match.start()))
    return found


def code(text: str) -> list[Token]:
    """The tokens that SQL itself consists of, without comments; Jinja statements and comments are left out too."""
    return [t for t in tokens(text) if t.kind != "comment" and not t.text.startswith(("{%", "{#"))]
