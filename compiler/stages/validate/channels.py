"""Encodings that do not fit the type of their widget. Whether the columns exist is known after `analyse`."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.stages.validate.members import child, members, value_span
from compiler.yaml_source import MappingNode
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


def _channels(widget: Widget) -> str:
    needed, allowed = ENCODINGS[widget.type]
    names = [*sorted(needed), *sorted(allowed)]
    return "it takes " + ", ".join(f"`{name}`" for name in names) if names else "remove `encoding`"
