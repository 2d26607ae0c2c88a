"""Semantic points for people and for tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.console import Console

from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.diagnostics.renderers import text
from compiler.semantics.explaining import Explained

PlaceOf = Callable[[Span], Span]


def render_text(
    found: Sequence[Explained], place: PlaceOf, texts: Mapping[str, str], console: Console
) -> None:
    """Each point below its line, as notes; `place` names files from where the command runs, as `texts` does."""
    notes = [
        Diagnostic(
            each.point.id,
            each.point.meaning,
            place(each.span),
            "note",
            help=f"`dashwright explain {each.point.id}`: {each.point.title}",
        )
        for each in found
    ]
    text.render(notes, texts, console)
    console.print(f"{len(found)} semantic point{'' if len(found) == 1 else 's'}", highlight=False)


def json_records(found: Sequence[Explained], place: PlaceOf) -> list[dict[str, object]]:
    """The points as JSON has them: lines and columns from 1, columns in characters, ends exclusive."""
    return [_record(each, place(each.span)) for each in found]


def _record(each: Explained, span: Span) -> dict[str, object]:
    return {
        "point": each.point.id,
        "title": each.point.title,
        "meaning": each.point.meaning,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "tenants": list(each.tenants),
        "page": f"dashwright explain {each.point.id}",
    }
