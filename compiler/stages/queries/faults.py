"""Faults in a query's text as diagnostics at the author's line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.query import SqlFault, Translation
from compiler.ir.rendered import RenderedText
from compiler.ir.translated import TranslatedParameter, TranslatedWidget


def parameter_faults(parameter: TranslatedParameter) -> Iterator[Diagnostic]:
    """The faults of the query of a parameter's choices."""
    return _placed(parameter.rendered.options, parameter.translation)


def widget_faults(widget: TranslatedWidget) -> Iterator[Diagnostic]:
    """The faults of a widget's query."""
    return _placed(widget.rendered.sql, widget.translation)


def _placed(sql: RenderedText | None, translation: Translation | None) -> Iterator[Diagnostic]:
    if sql is not None and translation is not None:
        yield from (placed(sql, fault) for fault in translation.faults if not fault.told)
        yield from (replace(placed(sql, doubt), severity="warning") for doubt in translation.doubts)


def placed(sql: RenderedText, fault: SqlFault) -> Diagnostic:
    """One fault where the author wrote it."""
    place, mend = sql.place_at(fault.line, fault.column, fault.length), fault.edit
    edit = sql.edit_at(mend.line, mend.column, mend.length, mend.text) if mend is not None else None
    return Diagnostic(
        fault.code,
        fault.message,
        place.span,
        labels=place.labels,
        notes=(*fault.notes, *place.notes),
        help=fault.help,
        edit=edit,
    )
