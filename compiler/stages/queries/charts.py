"""Widgets against the columns that their queries return: encodings and formats of columns that are there and fit."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import charts
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.ir.query import EmittedColumn
from compiler.ir.translated import TranslatedWidget
from compiler.stages.queries.columns import is_moment, is_number, is_orderable
from compiler.stages.queries.single_row import returns_several_rows
from compiler.stages.validate.members import child, value_span
from compiler.yaml_source import MappingNode, ScalarNode, SequenceNode
from compiler.yaml_source.mending import respelt
from schemas.codes import Code

_NUMBER_STYLES = frozenset({"number", "currency", "percent"})
_MOMENT_STYLES = frozenset({"date", "month"})
ORDERED_CHANNELS = frozenset({("line", "x"), ("area", "x"), ("scatter", "x")})
"""Widget types with the channel that is an axis with an order."""

NUMERIC_CHANNELS = frozenset({
    ("metric", "value"), ("metric", "compare"), ("line", "y"), ("area", "y"), ("bar", "y"), ("pie", "value"),
    ("scatter", "y"), ("scatter", "size"), ("heatmap", "value"), ("pivot", "value"),
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
    yield from _several_rows(widget)
    formats = child(node, "format")
    for name in formats.entries:
        if name in columns:
            yield from _unfit_format(child(formats, name), columns[name])
        else:
            yield _not_returned(
                charts.FORMATTED_COLUMN_NOT_RETURNED, name, formats.entries[name].key, columns
            )


def _several_rows(widget: TranslatedWidget) -> Iterator[Diagnostic]:
    sql, query = widget.rendered.sql, widget.query
    is_metric = widget.rendered.widget.type == "metric"
    if is_metric and sql is not None and query is not None and returns_several_rows(query.sql, query.dialect):
        start = len(sql.text) - len(sql.text.lstrip())
        yield Diagnostic(
            charts.SEVERAL_ROWS.id,
            "a metric shows one row, and this query can return several",
            sql.place(start, start + len(sql.text.split(maxsplit=1)[0])).span,
            "warning",
            help="aggregate without GROUP BY, or order the rows and take the first with LIMIT 1",
        )


def _unfit_format(form: MappingNode, column: EmittedColumn) -> Iterator[Diagnostic]:
    """Numbers written as dates, texts as amounts, and a currency where no amount of money is written."""
    style = form.get("style")
    written = style.value if style is not None else "number"
    at = value_span(form, "style")
    if written in _NUMBER_STYLES and style is not None and not is_number(column.type):
        message = f"style {written} is for numbers, and `{column.name}` is {column.type}"
        remedy = "choose a numeric column, or leave `style` out"
        yield Diagnostic(charts.FORMAT_DOES_NOT_FIT.id, message, at, help=remedy)
    elif written in _MOMENT_STYLES and not is_moment(column.type):
        message = f"style {written} is for dates, and `{column.name}` is {column.type}"
        yield Diagnostic(
            charts.FORMAT_DOES_NOT_FIT.id, message, at, help="choose a column of dates, or cast it to date"
        )
    elif (
        written != "currency"
        and (currency := form.get("currency")) is not None
        and currency.value is not None
    ):
        message = f"`currency` has no effect on style {written}"
        span = form.key_span("currency")
        yield Diagnostic(
            charts.FORMAT_DOES_NOT_FIT.id, message, span, help="write `style: currency`, or remove it"
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
