"""One thing that may be written at a position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

What = Literal[
    "key", "value", "table", "column", "source", "parameter", "claim", "function", "macro", "keyword", "constant", "variable", "widget", "dashboard", "file", "snippet",
]  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """`label` is shown, `insert` written (the label where it is empty); `detail` stands beside it, `words` explain it.

    What a snippet writes has places to fill in, as `${1:name}`.
    """

    label: str
    what: What
    detail: str = ""
    words: str = ""
    insert: str = ""

    @property
    def text(self) -> str:
        """What is written when it is taken."""
        return self.insert or self.label


def one_of_each(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions in their order, the first of those that would write the same."""
    found: dict[tuple[str, str], Suggestion] = {}
    for suggestion in suggestions:
        found.setdefault((suggestion.label.lower(), suggestion.what), suggestion)
    return tuple(found.values())
