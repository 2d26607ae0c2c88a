"""Runs the literate cases of tests/compiler/cases: documents of small trees, expectations at the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.pipeline import compile_tree
from tests.support.example_tree import Block, blocks, example_tree

COMPILER = Path(__file__).parent
CASES = COMPILER / "cases"
POOR_MESSAGES = COMPILER / "diagnostics" / "poor_messages.md"
"""Messages that could be better, in the same form."""
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r'(?:#|--) (error|warning): (DW\d{3}) "([^"]*)"')
NAMED = re.compile(
    r'^([^\s:]+):(\d+)(?::(\d+))? (error|warning) (DW\d{3}) "([^"]*)"(?: help "(?P<help>[^"]*)")?$'
)


@dataclass(frozen=True)
class Expectation:
    """A fault that must be found; `text` is a part of its message, `remedy` one of its help, `column` from 1 where it is said."""

    file: str
    line: int
    severity: str
    code: str
    text: str
    column: str | None = None
    remedy: str = ""

    def is_met_by(self, fault: Diagnostic) -> bool:
        """Whether this is the fault that was expected."""
        at_column = self.column is None or int(self.column) == fault.span.column
        place = (fault.span.file, fault.span.line, fault.severity, fault.code)
        is_there = at_column and place == (self.file, self.line, self.severity, self.code)
        return is_there and self.text in fault.message and self.remedy in (fault.help or "")


@dataclass(frozen=True)
class Case:
    """One heading with its blocks."""

    name: str
    blocks: tuple[Block, ...]

    def expectations(self) -> list[Expectation]:
        """What the comments and the blocks `expect` say."""
        found = (found for block in self.blocks for found in _expected(block))
        return sorted(found, key=lambda e: (e.file, e.line, e.severity, e.code))


def _expected(block: Block) -> Iterator[Expectation]:
    for number, line in enumerate(block.text.split("\n"), start=1):
        if block.language == "expect" and (named := NAMED.match(line)):
            file, at, column, severity, code, text, remedy = named.groups()
            yield Expectation(f"tenants/{file}", int(at), severity, code, text, column, remedy or "")
        elif block.language == "expect" and line:
            raise ValueError(f"not an expectation: {line}")
        elif block.path is not None:
            for severity, code, text in EXPECTED.findall(line):
                yield Expectation(f"tenants/{block.path}", number, severity, code, text)


def cases() -> Iterator[Case]:
    """Every case of every document."""
    for document in sorted(CASES.rglob("*.md")):
        if document != CASES / "README.md":
            yield from _cases_of(document)
    yield from _cases_of(POOR_MESSAGES)


def _cases_of(document: Path) -> Iterator[Case]:
    text = document.read_text(encoding="utf-8")
    fences = [found.span() for found in FENCED.finditer(text)]
    headings = [
        h for h in HEADING.finditer(text) if not any(start < h.start() < end for start, end in fences)
    ]
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    for heading, end in zip(headings, ends, strict=True):
        found = blocks(text[heading.end() : end])
        if found:
            where = document.relative_to(COMPILER).with_suffix("")
            yield Case(f"{where}: {heading.group(1)}", tuple(found))


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    """Exactly the expected faults are found, each at its line."""
    root = example_tree(case.blocks).write(tmp_path)
    found = [fault for fault in compile_tree(root, "test").diagnostics if fault.suppressed is None]
    expected = case.expectations()
    places = [(fault.span.file, fault.span.line, fault.severity, fault.code) for fault in found]
    assert sorted(places) == [(e.file, e.line, e.severity, e.code) for e in expected], found
    missed = [expectation for expectation in expected if not any(map(expectation.is_met_by, found))]
    assert not missed, found
