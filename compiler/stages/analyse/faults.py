"""Collecting the faults of one query: every one is kept, at the place of the node that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlglot import exp

from compiler.ir.analysed import line_and_column, place
from compiler.ir.query import SqlEdit, SqlFault
from schemas.codes import Code


class Mend(NamedTuple):
    """Words of a fault's stretch, and what is surely to stand in their place."""

    written: str
    meant: str
    before: int = 0
    """So many characters in front of the stretch may belong to the words."""


@dataclass
class Faults:
    """The faults found so far in `text`."""

    text: str
    found: list[SqlFault] = field(default_factory=list)
    doubts: list[SqlFault] = field(default_factory=list)
    """What is legal, and unlikely to be meant."""

    def holds(self, code: Code) -> bool:
        """Whether a fault of this code has been reported."""
        return any(fault.code == code.id for fault in self.found)

    def report(
        self,
        code: Code,
        message: str,
        node: exp.Expr,
        remedy: str | None = None,
        mend: Mend | None = None,
    ) -> None:
        """A fault at the first token under `node`, or at the nearest node above that has one."""
        self.report_at(code, message, *_stretch(node, self.text), remedy=remedy, mend=mend)

    def report_name(
        self,
        code: Code,
        message: str,
        node: exp.Expr,
        name: str,
        remedy: str | None = None,
        *,
        mend: Mend | None = None,
    ) -> None:
        """A fault at the name that a node begins with, where the text has it there; else as `report`."""
        offset, length = _stretch(node, self.text)
        if self.text[offset : offset + len(name)].lower() == name.lower():
            length = len(name)
        self.report_at(code, message, offset, length, remedy, mend=mend)

    def report_at(
        self,
        code: Code,
        message: str,
        offset: int,
        length: int,
        remedy: str | None = None,
        *,
        mend: Mend | None = None,
        edit: SqlEdit | None = None,
    ) -> None:
        """A fault at an offset of the text, with an edit or the words to mend in its stretch."""
        line, column = line_and_column(self.text, min(offset, len(self.text)))
        if mend is not None:
            edit = self._edit(offset, length, mend)
        self.found.append(SqlFault(code.id, message, line, column, max(length, 1), help=remedy, edit=edit))

    def doubt_at(
        self, code: Code, message: str, offset: int, length: int, *, remedy: str, edit: SqlEdit
    ) -> None:
        """A doubt at an offset of the text, with what mends it if the author did not mean what he wrote."""
        line, column = line_and_column(self.text, offset)
        self.doubts.append(SqlFault(code.id, message, line, column, length, help=remedy, edit=edit))

    def edit(self, start: int, end: int, text: str) -> SqlEdit:
        """The edit that puts another text in the place of the characters from `start` up to `end`."""
        return SqlEdit(*line_and_column(self.text, start), end - start, text)

    def _edit(self, offset: int, length: int, mend: Mend) -> SqlEdit | None:
        """The edit of the words, if they stand in the stretch once."""
        boundary = r"(?<!\w)" if mend.written[0].isalnum() else ""
        words = rf"{boundary}{re.escape(mend.written)}(?!\w)"
        first = offset - mend.before
        places = [*re.finditer(words, self.text[first : offset + length], re.IGNORECASE)]
        if len(places) != 1:
            return None
        start, end = places[0].span()
        return self.edit(first + start, first + end, mend.meant)

    def in_order(self) -> tuple[SqlFault, ...]:
        """By place, each once."""
        return _in_order(self.found)

    def doubts_in_order(self) -> tuple[SqlFault, ...]:
        """The doubts by place, each once."""
        return _in_order(self.doubts)


def _in_order(faults: list[SqlFault]) -> tuple[SqlFault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda f: (f.line, f.column, f.code, f.message)))


def _stretch(node: exp.Expr, text: str) -> tuple[int, int]:
    at: exp.Expr | None = node
    while at is not None:
        if (start := place(at)) is not None:
            return min(start, len(text)), _length(at, start, text)
        at = at.parent
    return 0, 1


def _length(node: exp.Expr, start: int, text: str) -> int:
    ends = [int(found.meta["end"]) for found in node.walk() if "end" in found.meta]
    end = min(max(ends, default=start) + 1, len(text))
    line_end = text.find("\n", start)
    return max(min(end, line_end if line_end >= 0 else end) - start, 1)
