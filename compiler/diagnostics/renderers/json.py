"""Faults as JSON, for tools."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from compiler.diagnostics.codes import all_codes
from compiler.diagnostics.diagnostic import Diagnostic, Span


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """`{"diagnostics": [...]}`, places in lines and columns from 1, columns in characters, ends exclusive."""
    return json.dumps({"diagnostics": records(diagnostics)}, ensure_ascii=False, indent=2)


def records(diagnostics: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """The faults as JSON has them."""
    return [_record(diagnostic) for diagnostic in diagnostics]


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    record: dict[str, Any] = {
        "code": diagnostic.code,
        "title": all_codes()[diagnostic.code].title,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        **_place(diagnostic.span),
        "labels": [{**_place(label.span), "text": label.text} for label in diagnostic.labels],
        "notes": list(diagnostic.notes),
        "help": diagnostic.help,
    }
    if diagnostic.tenants:
        record["tenants"] = list(diagnostic.tenants)
    if diagnostic.edit is not None:
        record["edit"] = {**_place(diagnostic.edit.span), "text": diagnostic.edit.text}
    if diagnostic.suppressed is not None:
        record["suppressed"] = diagnostic.suppressed
    return record


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
