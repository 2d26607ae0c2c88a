"""Our values as the protocol's types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from lsprotocol import types

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.editor.document_symbols import Entry
from compiler.editor.positions import Lines
from compiler.editor.suggestions import Suggestion, What
from compiler.written.outline import Stretch

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
    "suppressed": types.DiagnosticSeverity.Hint,
}
_UNUSED = frozenset({
    references.PARAMETER_NOT_USED.id, references.FILE_NOT_USED.id, references.DEFINITION_NOT_USED.id,
})  # fmt: skip
"""Faults of something that could be removed; editors show it faintly."""

_ITEMS: Mapping[What, types.CompletionItemKind] = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "table": types.CompletionItemKind.Struct,
    "column": types.CompletionItemKind.Field,
    "source": types.CompletionItemKind.Variable,
    "parameter": types.CompletionItemKind.TypeParameter,
    "claim": types.CompletionItemKind.TypeParameter,
    "function": types.CompletionItemKind.Function,
    "macro": types.CompletionItemKind.Function,
    "keyword": types.CompletionItemKind.Keyword,
    "constant": types.CompletionItemKind.Constant,
    "variable": types.CompletionItemKind.Variable,
    "widget": types.CompletionItemKind.Reference,
    "dashboard": types.CompletionItemKind.File,
    "file": types.CompletionItemKind.File,
    "snippet": types.CompletionItemKind.Snippet,
}
SYMBOLS: Mapping[str, types.SymbolKind] = {
    "widget": types.SymbolKind.Class,
    "parameter": types.SymbolKind.TypeParameter,
    "constant": types.SymbolKind.Constant,
    "table": types.SymbolKind.Struct,
    "column": types.SymbolKind.Field,
    "macro": types.SymbolKind.Function,
    "test": types.SymbolKind.Event,
    "group": types.SymbolKind.Namespace,
    "field": types.SymbolKind.Property,
}


def range_of(lines: Lines, start: int, end: int) -> types.Range:
    """Characters of a text as a range."""
    return types.Range(types.Position(*lines.position(start)), types.Position(*lines.position(end)))


def span_range(lines: Lines, span: Span) -> types.Range:
    """A diagnostic's span as a range."""
    return range_of(lines, *lines.offsets(span))


def page_uri(code: str) -> str | None:
    """The page of a code, as a file that an editor can open."""
    page = Path(str(files("compiler.diagnostics"))) / "pages" / f"{code}.md"
    return page.as_uri() if page.is_file() else None


def diagnostic_of(fault: Diagnostic, lines: Mapping[str, Lines], uris: Mapping[str, str]) -> types.Diagnostic:
    """A fault; `lines` and `uris` are those of the files that it speaks of."""
    href = page_uri(fault.code)
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uris[label.span.file], span_range(lines[label.span.file], label.span)), label.text
        )
        for label in fault.labels
        if label.span.file in lines
    ]
    help_line = [f"help: {fault.help}"] if fault.help else []
    if fault.suppressed is not None:
        help_line = [f"suppressed: {fault.suppressed}"]
    return types.Diagnostic(
        range=span_range(lines[fault.span.file], fault.span),
        message="\n".join([fault.message, *(f"note: {note}" for note in fault.notes), *help_line]),
        severity=_SEVERITIES[fault.severity if fault.suppressed is None else "suppressed"],
        code=fault.code,
        code_description=types.CodeDescription(href) if href else None,
        source="dashwright",
        tags=[types.DiagnosticTag.Unnecessary] if fault.code in _UNUSED else None,
        related_information=related or None,
    )


def completion_items(suggestions: Iterable[Suggestion], replaced: types.Range) -> list[types.CompletionItem]:
    """Suggestions in their order; each replaces what is written of it already."""
    return [
        types.CompletionItem(
            label=suggestion.label,
            kind=_ITEMS[suggestion.what],
            detail=suggestion.detail or None,
            documentation=_markdown(suggestion.words) if suggestion.words else None,
            sort_text=f"{number:05}",
            filter_text=suggestion.label,
            text_edit=types.TextEdit(replaced, suggestion.text),
            insert_text_format=types.InsertTextFormat.Snippet if suggestion.what == "snippet" else None,
            insert_text_mode=types.InsertTextMode.AdjustIndentation if suggestion.what == "snippet" else None,
        )
        for number, suggestion in enumerate(suggestions)
    ]


def _markdown(words: str) -> types.MarkupContent:
    return types.MarkupContent(types.MarkupKind.Markdown, words)


def hover_of(words: str, place: types.Range) -> types.Hover:
    """Markdown about a range."""
    return types.Hover(_markdown(words), place)


def document_symbol(entry: Entry, lines: Lines) -> types.DocumentSymbol:
    """A named part of a file, with its parts."""
    whole = _around(entry.whole, entry.name_at)
    return types.DocumentSymbol(
        name=entry.name or "?",
        detail=entry.detail or None,
        kind=SYMBOLS[entry.kind],
        range=range_of(lines, whole.start, whole.end),
        selection_range=range_of(lines, entry.name_at.start, entry.name_at.end),
        children=[document_symbol(part, lines) for part in entry.parts],
    )


def _around(whole: Stretch, name_at: Stretch) -> Stretch:
    """The protocol wants the name within the whole."""
    return Stretch(min(whole.start, name_at.start), max(whole.end, name_at.end))
