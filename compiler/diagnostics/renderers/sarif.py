"""Faults as SARIF 2.1.0, for code scanning (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from compiler.diagnostics.codes import all_codes
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Span
from compiler.diagnostics.pages import page_of
from compiler.version import version

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One run with the rules that were broken and a result for each fault; columns count characters."""
    rules = sorted({diagnostic.code for diagnostic in diagnostics})
    driver = {"name": "dashwright", "version": version(), "rules": [_rule(code) for code in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, rules) for diagnostic in diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    page = page_of(code)
    rule: dict[str, Any] = {"id": code, "shortDescription": {"text": all_codes()[code].title}}
    if page is not None:
        rule["help"] = {"text": page, "markdown": page}
    return rule


def _result(diagnostic: Diagnostic, rules: Sequence[str]) -> dict[str, Any]:
    text = "\n".join([diagnostic.message, *diagnostic.notes, *([diagnostic.help] if diagnostic.help else [])])
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rules.index(diagnostic.code),
        "level": diagnostic.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(diagnostic.span)}],
    }
    if diagnostic.tenants:
        result["properties"] = {"tenants": list(diagnostic.tenants)}
    if diagnostic.labels:
        result["relatedLocations"] = [
            {"physicalLocation": _location(label.span), "message": {"text": label.text}}
            for label in diagnostic.labels
        ]
    if diagnostic.edit is not None:
        result["fixes"] = [_fix(diagnostic.edit, diagnostic.help)]
    if diagnostic.suppressed is not None:  # specification, 3.35
        result["suppressions"] = [{"kind": "inSource", "justification": diagnostic.suppressed}]
    return result


def _fix(edit: Edit, description: str | None) -> dict[str, Any]:
    """One replacement (specification, 3.55 to 3.57)."""
    place = _location(edit.span)
    replacement = {"deletedRegion": place["region"], "insertedContent": {"text": edit.text}}
    fix: dict[str, Any] = {
        "artifactChanges": [{"artifactLocation": place["artifactLocation"], "replacements": [replacement]}]
    }
    if description is not None:
        fix["description"] = {"text": description}
    return fix


def _location(span: Span) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(span.file)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }
