"""Findings as a person reads them: one line each, and for one that is not as it should be the two texts and the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent

from compiler.conformance.values import Row
from compiler.conformance.verification import Finding, Status

WORDS: dict[Status, str] = {
    "same": "same rows",
    "read": "read by Microsoft's parser",
    "differs": "DIFFERENT ROWS",
    "failed": "FAILED",
    "undetermined": "not determined by the query",
    "untranslated": "has faults; see `dashwright check`",
}
GOOD: frozenset[Status] = frozenset({"same", "read", "undetermined"})


def is_good(finding: Finding) -> bool:
    """Whether nothing speaks against the statement."""
    return finding.status in GOOD


def lines_of(finding: Finding) -> Iterator[str]:
    """A finding: one line, or several where something speaks against it."""
    yield f"{finding.name}: {WORDS[finding.status]}" + (f" ({finding.words})" if finding.words else "")
    if is_good(finding):
        return
    for title, text in (("author's query", finding.author), ("statement", finding.statement)):
        if text:
            yield f"  {title}:"
            yield indent(text.strip(), "    ")
    if finding.difference is not None:
        yield f"  expected: {row_text(finding.difference.expected)}"
        yield f"  got:      {row_text(finding.difference.got)}"


def row_text(row: Row | None) -> str:
    """A row in a report."""
    return "no row" if row is None else "(" + ", ".join(map(repr, row)) + ")"


def summary(findings: Sequence[Finding]) -> str:
    """How many of each, the bad ones last."""
    counts = Counter(finding.status for finding in findings)
    return (
        ", ".join(f"{counts[status]} {WORDS[status]}" for status in WORDS if counts[status])
        or "nothing to verify"
    )


def report(findings: Iterable[Finding], *, every: bool) -> Iterator[str]:
    """The lines of all findings, or only of those that something speaks against."""
    for finding in findings:
        if every or not is_good(finding):
            yield from lines_of(finding)
