"""Suggestions inside `{{ }}` and `{% %}`: macros, constants, variables, facts of the tenant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compiler.editor.knowledge import Knowledge
from compiler.editor.macro_library import KnownMacro, file_comment
from compiler.editor.suggestions import Suggestion
from compiler.ir.tree import MACROS
from compiler.stages.render.environment import FILTERS, TEXT_FILTERS
from compiler.stages.render.names import TEMPLATE_NAMES
from compiler.written.outline import Stretch

_TAG = re.compile(r"\{(?P<mark>[{%])(?P<inside>.*?)(?:[}%]\}|\Z)", re.DOTALL)
_IMPORT = re.compile(r"""\{%-?\s*from\s+["'](?P<file>[^"']*)["']\s+import\s+(?P<names>[^%]*?)-?%\}""")
_IMPORTED = re.compile(r"(?P<name>\w+)(?:\s+as\s+(?P<alias>\w+))?\s*(?:,|$)")
_TENANT_FACTS = ("slug", "name", "locale", "timezone", "engine")
_TAGS = ("from", "set", "if", "elif", "else", "endif", "for", "endfor", "macro", "endmacro")


def template_stretch(text: str, value: Stretch, offset: int) -> Stretch | None:
    """The inside of the `{{ }}` or `{% %}` that holds an offset, if one does."""
    for match in _TAG.finditer(text, value.start, value.end):
        if match.start("inside") <= offset <= match.end("inside"):
            return Stretch(match.start("mark"), match.end("inside"))
    return None


@dataclass(frozen=True)
class Import:
    """A macro that a template imports; `start` is the offset in the template of its name, `alias` how it is called."""

    file: str
    name: str
    alias: str
    start: int


def imports_in(template: str) -> Iterator[Import]:
    """What a template imports."""
    for found in _IMPORT.finditer(template):
        for name in _IMPORTED.finditer(found["names"]):
            start = found.start("names") + name.start("name")
            yield Import(found["file"], name["name"], name["alias"] or name["name"], start)


def template_suggestions(
    known: Knowledge, path: str, tag: Stretch, value: Stretch, offset: int
) -> Iterator[Suggestion]:
    """What may be written at an offset in a tag of a template, which is the stretch `value` of the file."""
    text = known.texts.get(path, "")
    before = text[tag.start + 1 : offset]
    asked = re.search(r"(?:(?P<of>\w+)\.)?(?P<word>\w*)$", before)
    of = asked["of"] if asked else None
    if re.match(r"-?\s*from\s+[\"'][^\"']*$", before):
        yield from (Suggestion(file, "file", "macros", words) for file, words in _macro_files(known))
    elif found := re.match(r"-?\s*from\s+[\"'](?P<file>[^\"']*)[\"']\s+import\s", before):
        yield from (_macro(m, m.name) for m in known.macros if m.file == found["file"])
    elif of is not None:
        yield from _members(known, path, of)
    elif before.rstrip().removesuffix(asked["word"] if asked else "").rstrip().endswith("|"):
        yield from (
            Suggestion(name, "function", "filter")
            for name in sorted({*FILTERS, *TEXT_FILTERS, "replace", "join"})
        )
    elif text[tag.start] == "%":
        yield from (Suggestion(word, "keyword") for word in _TAGS)
    else:
        yield from _names(known, text[value.start : value.end])


def _names(known: Knowledge, template: str) -> Iterator[Suggestion]:
    names = {found.name: found.file for found in imports_in(template)}
    for macro in known.macros:
        if names.get(macro.name) == macro.file:
            yield _macro(macro, f"{macro.name}()")
    for macro in known.macros:
        if names.get(macro.name) != macro.file:
            yield _macro(macro, f"{macro.name}()", f'needs {{% from "{macro.file}" import {macro.name} %}}')
    yield from (Suggestion(name, "variable", insert=f"{name}.") for name in TEMPLATE_NAMES)


def _macro(macro: KnownMacro, insert: str, note: str = "") -> Suggestion:

    return Suggestion(macro.name, "macro", f"({macro.arguments})", f"{note}\n\n{macro.body}".strip(), insert)


def _members(known: Knowledge, path: str, of: str) -> Iterator[Suggestion]:
    if of == "constants":
        yield from (Suggestion(name, "constant", words) for name, words in known.constants(path).items())
    elif of == "variables":
        yield from (Suggestion(name, "variable", "of the tenant") for name in known.variables(path))
    elif of == "tenant":
        yield from (Suggestion(name, "variable", "of the tenant") for name in _TENANT_FACTS)


def _macro_files(known: Knowledge) -> Iterator[tuple[str, str]]:
    for path, text in sorted(known.texts.items()):
        if path.startswith(f"{MACROS}/"):
            yield path.removeprefix(f"{MACROS}/"), file_comment(text)
