"""Widgets against the columns that their queries return: encodings and formats of columns that are there and fit."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import charts
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.ir.query import EmittedColumn
from compiler.ir.translated import TranslatedWidget
from compiler.stages.queries.columns import is_number, is_orderable
from compiler.stages.validate.members import child
from compiler.yaml_source import MappingNode, ScalarNode, SequenceNode
from compiler.yaml_source.mending import respelt
from schemas.codes import Code

ORDERED_CHANNELS = frozenset({("line", "x"), ("area", "x"), ("scatter", "x")})
"""Widget types with the channel that is an axis with an order."""

NUMERIC_CHANNELS = frozenset({
    ("metric", "value"), ("metric", "compare"), ("line", "y"), ("area", "y"), ("bar", "y"), ("pie", "value"),
    ("scatter", "size"), ("heatmap", "value"), ("pivot", "value"),
})  # fmt: skip
"""Widget types with the channels whose values are drawn by their size."""


def broken_chart(widget: TranslatedWidget) -> Iterator[Diagnostic]:
    """The faults of a widget whose query is known to hold."""
    if widget.translation is not None and widget.translation.statements and widget.translation.ok:
        columns = next(iter(widget.translation.statements.values())).columns
        yield from _broken_chart(widget, {column.name: column for column in columns})


def _broken_chart(widget: TranslatedWidget, columns: dict[str, EmittedColumn]) -> Iterator[Diagnostic]:
    node, kind = widget.rendered.node, widget.rendered.widget.type
    for channel, name, at in _encoded(child(node, "encoding")):
        column, span = columns.get(name), at.span
        if column is None:
            yield _not_returned(charts.ENCODED_COLUMN_NOT_RETURNED, name, at, columns)
        elif (kind, channel) in ORDERED_CHANNELS and not is_orderable(column.type):
            message = f"a {kind} cannot be drawn along `{name}`, which is {column.type}"
            yield Diagnostic(
                charts.AXIS_NOT_ORDERABLE.id, message, span, help="choose a column of dates, numbers or texts"
            )
        elif (kind, channel) in NUMERIC_CHANNELS and not is_number(column.type):
            message = f"`{channel}` of a {kind} needs a number, and `{name}` is {column.type}"
            yield Diagnostic(
                charts.VALUE_NOT_NUMERIC.id, message, span, help="choose a numeric column, or cast it"
            )
    formats = child(node, "format")
    for name in formats.entries:
        if name not in columns:
            yield _not_returned(
                charts.FORMATTED_COLUMN_NOT_RETURNED, name, formats.entries[name].key, columns
            )


def _encoded(encoding: MappingNode) -> Iterator[tuple[str, str, ScalarNode]]:
    """Channel, column and place of everything that is encoded."""
    for channel, entry in encoding.entries.items():
        nodes = entry.node.items if isinstance(entry.node, SequenceNode) else (entry.node,)
        for node in nodes:
            if isinstance(node, ScalarNode) and isinstance(node.value, str):
                yield channel, node.value, node


def _not_returned(code: Code, name: str, at: ScalarNode, columns: dict[str, EmittedColumn]) -> Diagnostic:
    message = f"the query returns no column `{name}`"
    remedy = suggestion(name, columns, otherwise="give one of the query's columns this name with AS")
    return Diagnostic(code.id, message, at.span, help=remedy, edit=respelt(at, columns))
