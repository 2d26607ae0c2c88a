"""From a place in a rendered text, or in a template, to the line and column where the author wrote it."""

from __future__ import annotations

from functools import cache, partial

from compiler.diagnostics.diagnostic import Diagnostic, Edit, Label, Span
from compiler.ir.rendered import Place, RenderedText
from compiler.stages.render.faults import TemplateFault
from compiler.stages.render.marks import Marks
from compiler.stages.render.templates import Names, Templates
from compiler.yaml_source import ScalarNode, Source
from compiler.yaml_source.content_map import content_map


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
    if first.exact is None:
        labels = _macro_label(first.macro, templates)
        return Place(_expression(node, first.expression), labels, (_rendered_line(text, start),))
    until = last.exact + 1 if last.exact is not None else first.exact + 1
    return Place(content_map(node).span(first.exact, max(until, first.exact + 1)))


def _expression(node: ScalarNode, offset: int | None) -> Span:
    """The author's `{{ ... }}` that starts at an offset of the template."""
    if offset is None:
        return node.span
    end = str(node.value).find("}}", offset)
    return content_map(node).span(offset, end + 2 if end >= 0 else offset + 2)


def _macro_label(macro: tuple[str, int] | None, templates: Templates) -> tuple[Label, ...]:
    if macro is None:
        return ()
    source = templates.file(macro[0])
    return (Label(_line_span(source, source.place(macro[1])[0]), "written in this macro"),)


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
    labels: tuple[Label, ...] = ()
    if fault.inner is not None:
        labels = (Label(_line_span(templates.file(fault.inner[0]), fault.inner[1]), "in this macro"),)
    edit = _respelt(node, span, fault) if fault.inner is None else None
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


def _line_span(source: Source, line: int) -> Span:
    start, end = _word(source.lines[line - 1], None)
    return Span(source.name, line, start + 1, line, end + 1)
