"""Syntax errors that one line shows by itself: a blank that is missing or is none, a text that needs quotes, a quote left open.

Each function takes a file, libyaml's error and the line (from 1) where reading stopped, and gives the fault or None.
"""

from __future__ import annotations

import json
import re

import yaml

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.yaml_source.nodes import Source

NO_KEY_HERE = "mapping values are not allowed in this context"
COMMENT = re.compile(r"\s#.*")
_GLUED = re.compile(r"\s*(?:- )?[\w-]+(?=:[^\s:/])")
_GLUED_DASH = re.compile(r"\s*-(?=[A-Za-z_]\w*:(?:\s|$))")
_TAB_BEHIND_DASH = re.compile(r"[ ]*-(?P<blank>[ ]*\t[ \t]*)\S")
_ODD_BLANK = re.compile(
    "(?P<before>[ ]*(?:- +)?(?:[\\w-]+:)?[ ]*)(?P<odd>[\u00a0\u2000-\u200b\u202f\u3000\ufeff]+)"
)
_VALUE = re.compile(r"(?P<before>\s*(?:- +)*[\w-]+\s*:\s+)(?P<value>\S.*?)\s*$")
_OPENED = re.compile(r"""[^'"#]*:\s+(?P<quote>['"])(?P<text>[^'"]*)$""")

_SPECIAL = {
    "@": "cannot start any token",
    "`": "cannot start any token",
    "%": "cannot start any token",
    "*": "alias",
    "&": "anchor",
    "|": "while scanning a block scalar",
    ">": "while scanning a block scalar",
    "?": "mapping keys are not allowed",
}
"""Characters that mean something at the start of a value, and what libyaml says where they do not mean it."""

_BRACKETED = re.compile(r"(\[[^\]]*\]|\{\{.*?\}\})\s*[^\s,\]}]")
"""A text that begins with a word in brackets, or with a template."""


def slip(source: Source, error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """The first of them that a line shows."""
    found = (find(source, error, line) for find in _SLIPS)
    return next((fault for fault in found if fault is not None), None)


def _odd_blank(source: Source, _error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """A blank of another kind than U+0020, which YAML reads as a letter, where a key or value is to begin."""
    for number in (line, line - 1):
        found = _ODD_BLANK.match(source.lines[number - 1]) if 0 < number <= len(source.lines) else None
        if found is not None:
            start, end = found.start("odd"), found.end("odd")
            span = Span(source.name, number, start + 1, number, end + 1)
            message = f"this blank is no space (U+{ord(found['odd'][0]):04X})"
            edit = Edit(span, " " * (end - start))
            return Diagnostic(reading.SYNTAX.id, message, span, help="write a space", edit=edit)
    return None


def _glued_colon(source: Source, error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """The colon of a `key:value` in or just before a line where a key was read in vain."""
    if not (error.context == "while scanning a simple key" or NO_KEY_HERE in (error.problem or "")):
        return None
    for number in (line, line - 1):
        found = _GLUED.match(source.lines[number - 1]) if 0 < number <= len(source.lines) else None
        if found is not None:
            span = Span.point(source.name, number, found.end() + 1)
            message, edit = "a blank after the colon is missing", Edit(span, ": ")
            return Diagnostic(reading.SYNTAX.id, message, span, help="write `key: value`", edit=edit)
    return None


def _glued_dash(source: Source, _error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """What follows the dash of a `-key: value` in or just before a line where reading stopped."""
    for number in (line, line - 1):
        found = _GLUED_DASH.match(source.lines[number - 1]) if 0 < number <= len(source.lines) else None
        if found is not None:
            place = number, found.end() + 1
            edit = Edit(Span(source.name, *place, *place), " ")
            message, span = "a blank after the dash is missing", Span.point(source.name, *place)
            return Diagnostic(reading.SYNTAX.id, message, span, help="write `- key: value`", edit=edit)
    return None


def _tab_behind_dash(source: Source, _error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    found = _TAB_BEHIND_DASH.match(source.lines[line - 1])
    if found is None:
        return None
    span = Span(source.name, line, found.start("blank") + 1, line, found.end("blank") + 1)
    message, edit = "a tab may not indent", Edit(span, " ")
    return Diagnostic(reading.SYNTAX.id, message, span, help="write one blank after the dash", edit=edit)


def _special_start(source: Source, error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """A text that begins with a character by which YAML knows something else."""
    found = _VALUE.match(COMMENT.sub("", source.lines[line - 1]))
    if found is None:
        return None
    said, value = f"{error.context or ''}; {error.problem or ''}", found["value"]
    is_bracketed = "did not find expected key" in said and _BRACKETED.match(value) is not None
    if not is_bracketed and (value[0] not in _SPECIAL or _SPECIAL[value[0]] not in said):
        return None
    start, end = found.span("value")
    span = Span.point(source.name, line, start + 1)
    edit = Edit(Span(source.name, line, start + 1, line, end + 1), json.dumps(value, ensure_ascii=False))
    sign = "{{" if value.startswith("{{") else value[0]
    message = f"a text may not start with {sign!r} outside quotes"
    return Diagnostic(reading.SYNTAX.id, message, span, help="put the text in quotes", edit=edit)


def _quote_left_open(source: Source, error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """The quote that a line above opens and does not close, where the next one of its kind ended the text."""
    column = error.problem_mark.column if error.problem_mark is not None else 0
    quote = source.lines[line - 1][column - 1 : column]
    if error.problem != "did not find expected key" or quote not in ("'", '"') or column == 0:
        return None
    for number in range(line - 1, 0, -1):
        text = source.lines[number - 1]
        found = _OPENED.match(text)
        if found is not None and found["quote"] == quote:
            span = Span.point(source.name, number, found.start("quote") + 1)
            end = len(text.rstrip()) + 1
            edit = Edit(Span(source.name, number, end, number, end), quote)
            message = "this quote is not closed in its line"
            label = Label(Span.point(source.name, line, column), "the text ends only here")
            return Diagnostic(
                reading.SYNTAX.id, message, span, labels=(label,), help="close the quote", edit=edit
            )
        if quote in text:
            return None
    return None


def _colon_in_braces(source: Source, error: yaml.MarkedYAMLError, _line: int) -> Diagnostic | None:
    """The second colon of `{key: one: two}`; on a later line it belongs to what follows a brace left open."""
    opened, stopped = error.context_mark, error.problem_mark
    if error.context != "while parsing a flow mapping" or opened is None or stopped is None:
        return None
    text = source.lines[stopped.line] if stopped.line < len(source.lines) else ""
    if text[stopped.column : stopped.column + 1] != ":" or opened.line != stopped.line:
        return None
    message = "this text holds `: `, which starts a key"
    span = Span.point(source.name, stopped.line + 1, stopped.column + 1)
    what_to_do = "put the text in quotes, or a comma before the next key"
    return Diagnostic(reading.SYNTAX.id, message, span, help=what_to_do)


def _missing_comma(source: Source, error: yaml.MarkedYAMLError, _line: int) -> Diagnostic | None:
    """The member of a brace or bracket that follows a quoted text, or another brace, in the same line without a comma."""
    opened, stopped = error.context_mark, error.problem_mark
    if not unclosed(error) or opened is None or stopped is None or opened.line != stopped.line:
        return None
    text = source.lines[stopped.line] if stopped.line < len(source.lines) else ""
    before, after = text[: stopped.column], text[stopped.column : stopped.column + 1]
    if (
        before.rstrip()[-1:] not in ("'", '"', "}", "]")
        or before == before.rstrip()
        or after in ("", "#", ":")
    ):
        return None
    line, end = stopped.line + 1, len(before.rstrip())
    edit = Edit(Span(source.name, line, end + 1, line, stopped.column + 1), ", ")
    span = Span.point(source.name, line, stopped.column + 1)
    message = "a comma is missing before this"
    return Diagnostic(reading.SYNTAX.id, message, span, help="write `, ` between members", edit=edit)


def _end_above(source: Source, error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """The `...` above, where something stands behind the end of the document."""
    above = [number for number, text in enumerate(source.lines[: line - 1], start=1) if text.strip()]
    if (
        "<document start>" not in (error.problem or "")
        or not above
        or COMMENT.sub("", source.lines[above[-1] - 1]).strip() != "..."
    ):
        return None
    span = Span(source.name, above[-1], 1, above[-1], 4)
    label = Label(Span.point(source.name, line, 1), "and this stands behind it")
    edit = Edit(Span(source.name, above[-1], 1, above[-1] + 1, 1), "")
    message = "`...` ends the document"
    return Diagnostic(reading.SYNTAX.id, message, span, labels=(label,), help="remove the line", edit=edit)


def unclosed(error: yaml.MarkedYAMLError) -> bool:
    """Whether the error is of a bracket or quote that was opened and not closed."""
    return (error.context or "").startswith(("while parsing a flow", "while scanning a quoted"))


_SLIPS = (
    _odd_blank,
    _glued_colon,
    _glued_dash,
    _tab_behind_dash,
    _special_start,
    _quote_left_open,
    _colon_in_braces,
    _missing_comma,
    _end_above,
)
