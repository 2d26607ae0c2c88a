"""What libyaml says of a syntax error, put for people: the place where the mistake is, and what to do."""

from __future__ import annotations

import json
import re

import yaml

from compiler.diagnostics.codes import reading
from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.yaml_source.indentation import indentation_fault
from compiler.yaml_source.nodes import Source
from compiler.yaml_source.slips import COMMENT, NO_KEY_HERE, slip, unclosed

_Place = tuple[int, int]
_A_TAB = "found a tab character"
_PLAIN_VALUE_WITH_COLON = re.compile(r"^(\s*(?:- )?[^\s#:][^:]*:\s+)([^'\"{\[|>&*#\s].*:.*)$")


def syntax_fault(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    """The diagnostic of a file that is no YAML."""
    place = _within(source, _place(error))
    if (found := slip(source, error, place[0])) is not None:
        return found
    text = source.lines[place[0] - 1] if place[0] <= len(source.lines) else ""
    if _is_of_depth(error, text) and (misplaced := indentation_fault(source, place[0])) is not None:
        return misplaced
    code, message, remedy = _explain(error, text, place[1])
    span, edit = Span.point(source.name, *place), _quoting(source, error, place[0])
    return Diagnostic(code, message, span, labels=_context(source, error, span), help=remedy, edit=edit)


def _place(error: yaml.MarkedYAMLError) -> _Place:
    """Where to look: at the start of what was never closed, else where reading stopped."""
    mark = error.problem_mark or error.context_mark
    if unclosed(error) or error.context == "while scanning a simple key":
        mark = error.context_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _within(source: Source, place: _Place) -> _Place:
    """The place, or the end of the text for one behind it: libyaml counts a line after the last."""
    line, column = place
    if line > len(source.lines):
        return len(source.lines), len(source.lines[-1]) + 1
    return line, min(column, len(source.lines[line - 1]) + 1)


def _quoting(source: Source, error: yaml.MarkedYAMLError, line: int) -> Edit | None:
    """The text of a line that holds `: `, in quotes."""
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    found = _PLAIN_VALUE_WITH_COLON.match(COMMENT.sub("", text))
    if found is None or error.problem != NO_KEY_HERE:
        return None
    span = Span(source.name, line, found.end(1) + 1, line, found.end(1) + 1 + len(found[2].rstrip()))
    return Edit(span, json.dumps(found[2].rstrip(), ensure_ascii=False))


def _is_of_depth(error: yaml.MarkedYAMLError, text: str) -> bool:
    """Whether it may be the indentation of a line that is wrong, and not what the line says."""
    problem = error.problem or ""
    told = (
        "did not find expected key",
        "did not find expected '-' indicator",
        _A_TAB,
        "cannot start any token",
    )
    return (
        error.context == "while scanning a simple key"
        or any(words in problem for words in told)
        or (problem == NO_KEY_HERE and _PLAIN_VALUE_WITH_COLON.match(COMMENT.sub("", text)) is None)
    )


def _explain(error: yaml.MarkedYAMLError, text: str, column: int) -> tuple[str, str, str | None]:
    problem, context = error.problem or "", error.context or ""
    if problem == "did not find expected key" and text[column - 2 : column - 1] in ("'", '"'):
        remedy = "inside single quotes write '' for ', inside double quotes \\\" for \""
        return reading.SYNTAX.id, "the quote before this ends the text", remedy
    if problem == "but found another document":
        return reading.SEVERAL_DOCUMENTS.id, "a second document starts here", "give it a file of its own"
    if _A_TAB in problem:
        return reading.SYNTAX.id, *_TAB
    for start, message, remedy in _EXPLANATIONS:
        if start in f"{context}; {problem}":
            return reading.SYNTAX.id, message, remedy
    if problem == "found character that cannot start any token":
        return reading.SYNTAX.id, *_odd_character(text[column - 1 : column])
    if problem == NO_KEY_HERE:
        return reading.SYNTAX.id, *_unexpected_colon(text)
    return reading.SYNTAX.id, f"{context + ': ' if context else ''}{problem}", None


_TAB = ("a tab may not indent", "indent with spaces")

_EXPLANATIONS = (
    (
        "while parsing a flow node",
        "a value is missing before this",
        "write the value, or close the bracket before it",
    ),
    ("while parsing a flow sequence", "this `[` is never closed, or a comma is missing", "add `]` or `,`"),
    ("while parsing a flow mapping", "this `{` is never closed, or a comma is missing", "add `}` or `,`"),
    (
        "found unexpected end of stream",
        "this quote is never closed",
        "close the quote; inside single quotes write '' for '",
    ),
    (
        "found unknown escape",
        "unknown escape in double quotes",
        "write \\\\ for a backslash, or use single quotes",
    ),
    ("found undefined alias", "this alias names no anchor", "define `&name` above, or quote the `*`"),
    ("found duplicate anchor", "this anchor's name is taken", "give the anchor another name"),
    (
        "while scanning a simple key",
        "this line is neither a key with `:` nor part of a list",
        "write `key: value`; a line of a text, as of SQL, is indented like the text's first line",
    ),
    (
        "did not find expected key",
        "a key is expected here",
        "check the indentation of this line, and quotes within quotes",
    ),
    (
        "did not find expected '-' indicator",
        "a list item is expected here",
        "start the line with `- `, or indent it less",
    ),
    (
        "<document start>",
        "this line is indented less than the file's first key",
        "give all keys of a mapping one indentation",
    ),
    ("sequence entries are not allowed", "a list may not start here", "start it on a line of its own"),
)


def _odd_character(character: str) -> tuple[str, str]:
    if character == "\t":
        return _TAB
    return f"a value may not start with {character!r}", "put the value in quotes"


def _unexpected_colon(text: str) -> tuple[str, str]:
    if _PLAIN_VALUE_WITH_COLON.match(COMMENT.sub("", text)):
        return "this text holds `: `, which starts a key", "put the text in quotes"
    return "a key may not start here", "check the indentation of this line"


def _context(source: Source, error: yaml.MarkedYAMLError, span: Span) -> tuple[Label, ...]:
    other = error.problem_mark if unclosed(error) else error.context_mark
    if (
        other is None
        or error.context == "while parsing a block mapping"
        or _A_TAB in (error.problem or "")
        or (other.line + 1, other.column + 1) == (span.line, span.column)
    ):
        return ()
    line = min(other.line + 1, len(source.lines))
    text = "reading stopped here" if unclosed(error) else "in what starts here"
    return (Label(Span.point(source.name, line, other.column + 1 if line == other.line + 1 else 1), text),)
