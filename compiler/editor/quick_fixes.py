"""What an editor can do about a fault: the edit that the fault carries, or the word that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Diagnostic, Edit

_MEANT = re.compile(r"did you mean `([^`\n]+)`\?")

MAX_SHOWN = 60


@dataclass(frozen=True)
class QuickFix:
    """Edits under a title; `preferred` where the fault itself says that they mend it."""

    title: str
    edits: tuple[Edit, ...]
    preferred: bool


def quick_fixes(fault: Diagnostic) -> Iterator[QuickFix]:
    """The fixes of one fault."""
    if fault.edit is not None:
        yield QuickFix(f"{fault.code}: {_told(fault.edit, fault)}", (fault.edit,), preferred=True)
        return
    meant = _MEANT.search(fault.help or "")
    if meant is not None and fault.span.line == fault.span.end_line:
        yield QuickFix(f"{fault.code}: write `{meant[1]}`", (Edit(fault.span, meant[1]),), preferred=False)


def _told(edit: Edit, fault: Diagnostic) -> str:
    """What an edit does, in a few words."""
    if not edit.text:
        return "remove it"
    if "\n" not in edit.text and len(edit.text) <= MAX_SHOWN:
        return f"write `{edit.text}`"
    return fault.help or fault.message
