"""Collecting the faults of one query: every one is kept, at the place of the node that it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from compiler.ir.analysed import line_and_column, place
from compiler.ir.query import SqlFault
from schemas.codes import Code


@dataclass
class Faults:
    """The faults found so far in `text`."""

    text: str
    found: list[SqlFault] = field(default_factory=list)

    def report(self, code: Code, message: str, node: exp.Expr, remedy: str | None = None) -> None:
        """A fault at the first token under `node`, or at the nearest node above that has one."""
        self.report_at(code, message, *_stretch(node, self.text), remedy=remedy)

    def report_at(
        self, code: Code, message: str, offset: int, length: int, remedy: str | None = None
    ) -> None:
        """A fault at an offset of the text."""
        line, column = line_and_column(self.text, min(offset, len(self.text)))
        self.found.append(SqlFault(code.id, message, line, column, max(length, 1), help=remedy))

    def in_order(self) -> tuple[SqlFault, ...]:
        """By place, each once."""
        return tuple(sorted(dict.fromkeys(self.found), key=lambda f: (f.line, f.column, f.code, f.message)))


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
