"""The macros of `_shared/macros/` as they stand in their files while these are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.ir.tree import MACROS
from compiler.written.outline import Stretch

_MACRO = re.compile(r"\{%-?\s*macro\s+(?P<name>\w+)\s*\((?P<arguments>[^)]*)\)")
_END = re.compile(r"\{%-?\s*endmacro|\Z")
_COMMENT = re.compile(r"\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)


@dataclass(frozen=True)
class KnownMacro:
    """A macro; `start` is the offset of its name in the file, `stretch` where its body stands."""

    path: str
    name: str
    arguments: str
    body: str
    start: int
    stretch: Stretch

    @property
    def file(self) -> str:
        """As an import names it."""
        return self.path.removeprefix(f"{MACROS}/")


def macros_of(path: str, text: str) -> Iterator[KnownMacro]:
    """The macros that a file defines."""
    for match in _MACRO.finditer(text):
        tag_end = text.find("%}", match.end())
        first = tag_end + 2 if tag_end >= 0 else len(text)
        end = _END.search(text, first)
        stretch = Stretch(first, end.start() if end else len(text))
        body = text[stretch.start : stretch.end].strip()
        arguments = " ".join(match["arguments"].split())
        yield KnownMacro(path, match["name"], arguments, body, match.start("name"), stretch)


def macro_at(path: str, text: str, offset: int) -> KnownMacro | None:
    """The macro whose body holds an offset of its file."""
    return next((m for m in macros_of(path, text) if m.stretch.start <= offset <= m.stretch.end), None)


def file_comment(text: str) -> str:
    """What the comment at the top of a macro file says."""
    found = _COMMENT.match(text.lstrip())
    return " ".join(found[1].split()) if found else ""
