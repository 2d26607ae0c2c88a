"""From a place in a rendered text, or in a template, to the line and column where the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.ir.rendered import Place, RenderedText
from compiler.stages.render.faults import TemplateFault
from compiler.stages.render.marks import Mark, Marks, Origin
from compiler.stages.render.templates import Names, Templates
from compiler.yaml_source import ScalarNode, Source
from compiler.yaml_source.content_map import content_map

_TAG = re.compile(r"\{%-?\s*macro\b.*?%\}")
_MACRO = re.compile(r"\{%-?\s*(?:macro\s+(?P<name>\w+)|endmacro)")


def verbatim(node: ScalarNode) -> RenderedText:
    """A text that is no template."""
    return RenderedText(str(node.value), node, partial(_place_verbatim, node))


def _place_verbatim(node: ScalarNode, start: int, end: int) -> Place:
    return Place(content_map(node).span(start, end))


def rendered(node: ScalarNode, text: str, templates: Templates, names: Names) -> RenderedText:
    """What a template became."""

    @cache
    def marks() -> Marks | None:
        return templates.marks(str(node.value), names, text)

    def place(start: int, end: int) -> Place:
        return _place_rendered(node, text, marks(), templates, (start, end))

    return RenderedText(text, node, place)


def _place_rendered(
    node: ScalarNode, text: str, marks: Marks | None, templates: Templates, stretch: tuple[int, int]
) -> Place:
    start, end = stretch
    if marks is None:
        return Place(node.span, notes=(_rendered_line(text, start),))
    first, last = marks.at(start), marks.at(max(end - 1, start))
    if first is None:
        return Place(node.span, notes=(_rendered_line(text, start),))
    if first.exact is None:
        outermost, *inner = first.calls or (None,)
        labels = _chain((first, last or first), inner, templates)
        span = _expression(node, outermost.offset if outermost is not None else None)
        if not labels and last is not None and last.exact is not None:
            rest = content_map(node).span(last.exact, last.exact + 1)
            span = replace(span, end_line=rest.end_line, end_column=rest.end_column)
        return Place(span, labels, (_rendered_line(text, start),))
    until = last.exact if last is not None and last.exact is not None else first.exact
    return Place(content_map(node).span(first.exact, max(until, first.exact) + 1))


def _expression(node: ScalarNode, offset: int | None) -> Span:
    """The author's `{{ ... }}` that starts at an offset of the template."""
    if offset is None:
        return node.span
    end = str(node.value).find("}}", offset)
    return content_map(node).span(offset, end + 2 if end >= 0 else offset + 2)


def _chain(ends: tuple[Origin, Origin], inner: Sequence[Mark], templates: Templates) -> tuple[Label, ...]:
    """The way from a stretch in a macro out to the author: that stretch, then each call in a macro that led there."""
    first, last = ends
    if first.mark.file is None:
        return ()
    source = templates.file(first.mark.file)
    end = _closing(source, first.place) if first.mark.is_expression else first.place + 1
    if last.mark.file == first.mark.file and not last.mark.is_expression:
        end = max(end, last.place + 1)
    labels = [_in_macro(source, first.place, end, "written in")]
    for call in reversed(inner[:-1] if first.mark.is_expression else inner):
        source = templates.file(str(call.file))
        labels.append(_in_macro(source, call.offset, _closing(source, call.offset), "called in"))
    return tuple(labels)


def _closing(source: Source, offset: int) -> int:
    """The end of the `{{ ... }}` that starts at an offset."""
    end = source.text.find("}}", offset)
    return end + 2 if end >= 0 else offset + 2


def _in_macro(source: Source, start: int, end: int, how: str) -> Label:
    """A stretch of a macro file, at most to the end of its line."""
    line_end = source.text.find("\n", start)
    end = min(end, line_end if line_end >= 0 else len(source.text))
    found = [*_MACRO.finditer(source.text, 0, start)]
    name = found[-1]["name"] if found else None
    where = f"macro `{name}`" if name is not None else "this file"
    return Label(source.span(start, max(end, start + 1)), f"{how} {where}")


def _rendered_line(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return f"rendered: {text[start : end if end >= 0 else len(text)].strip()}"


def template_diagnostic(node: ScalarNode, fault: TemplateFault, templates: Templates) -> Diagnostic:
    """A fault in a template at the author's line."""
    lines = str(node.value).split("\n")
    line = min(fault.line, len(lines))
    start = sum(len(part) + 1 for part in lines[: line - 1])
    stretch = _word(lines[line - 1], fault.word)
    span = content_map(node).span(start + stretch[0], start + stretch[1])
    labels = tuple(
        _line_in_macro(templates.file(file), line, fault.word if index == 0 else None, index)
        for index, (file, line) in enumerate(fault.inner)
    )
    edit = _respelt(node, span, fault) if not fault.inner else None
    return Diagnostic(fault.code, fault.message, span, labels=labels, help=fault.help, edit=edit)


def _respelt(node: ScalarNode, span: Span, fault: TemplateFault) -> Edit | None:
    """The meant word in the place of the fault's, where the file has that word and nothing else."""
    source = node.source
    written = source.text[
        source.offset(span.line, span.column) : source.offset(span.end_line, span.end_column)
    ]
    return Edit(span, fault.meant) if fault.meant is not None and written == fault.word else None


def _word(line: str, word: str | None) -> tuple[int, int]:
    """The stretch of a line to underline: the word if it stands there, else the line without its margins."""
    if word is not None and word in line:
        return line.index(word), line.index(word) + len(word)
    start = len(line) - len(line.lstrip())
    return start, max(len(line.rstrip()), start + 1)


def _line_in_macro(source: Source, line: int, word: str | None, depth: int) -> Label:
    """A line of a macro file, or the word of it; a macro's own tag before it is left out."""
    start, end = _word(source.lines[line - 1], word)
    tag = _TAG.match(source.lines[line - 1], start)
    start = tag.end() if tag is not None and tag.end() < end else start
    how = "called in" if depth else "in"
    return _in_macro(source, source.offset(line, start + 1), source.offset(line, end + 1), how)
