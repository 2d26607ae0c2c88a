"""Encodings that do not fit the type of their widget. Whether the columns exist is known after `analyse`."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic, Label
from compiler.diagnostics.suggest import suggestion
from compiler.stages.validate.members import child, members, value_span
from compiler.yaml_source import MappingNode, Node, SequenceNode
from compiler.yaml_source.mending import respelt
from schemas.resources import Dashboard
from schemas.resources.widget import ENCODINGS, Widget


def broken_channels(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """Channels that a widget type does not draw, and channels that it cannot do without."""
    for widget, at in members(node, "widgets", dashboard.widgets):
        needed, allowed = ENCODINGS[widget.type]
        channels = widget.channels().keys()
        encoding = child(at, "encoding")
        for channel in sorted(channels - needed - allowed):
            yield Diagnostic(
                structure.UNKNOWN_CHANNEL.id,
                f"a {widget.type} widget has no channel `{channel}`",
                encoding.key_span(channel),
                help=suggestion(channel, needed | allowed, otherwise=_channels(widget)),
                edit=respelt(encoding.entries[channel].key, (needed | allowed) - channels),
            )
        for channel in sorted(needed - channels):
            yield Diagnostic(
                structure.MISSING_CHANNEL.id,
                f"a {widget.type} widget needs the channel `{channel}`",
                at.key_span("encoding") if "encoding" in at.entries else value_span(at, "type"),
                help=f"add `{channel}:` and the name of a column to `encoding`",
            )


def repeated_columns(dashboard: Dashboard, node: MappingNode) -> Iterator[Diagnostic]:
    """A column that stands twice in one list, or both in the rows and in the columns of a pivot."""
    for _, at in members(node, "widgets", dashboard.widgets):
        encoding = child(at, "encoding")
        lists = [encoding.get(channel) for channel in ("rows", "columns", "y")]
        seen: dict[object, Node] = {}
        for item in (item for found in lists[:2] if isinstance(found, SequenceNode) for item in found.items):
            yield from _repeated(seen, item)
        seen.clear()
        for item in lists[2].items if isinstance(lists[2], SequenceNode) else ():
            yield from _repeated(seen, item)


def _repeated(seen: dict[object, Node], item: Node) -> Iterator[Diagnostic]:
    first = seen.setdefault(item.value, item)
    if first is not item:
        message = f"the column `{item.value}` is encoded twice"
        labels = (Label(first.span, "the first time"),)
        yield Diagnostic(structure.BROKEN_RULE.id, message, item.span, labels=labels, help="remove one")


def _channels(widget: Widget) -> str:
    needed, allowed = ENCODINGS[widget.type]
    names = [*sorted(needed), *sorted(allowed)]
    return "it takes " + ", ".join(f"`{name}`" for name in names) if names else "remove `encoding`"
