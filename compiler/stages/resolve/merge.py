"""An overlay laid over a dashboard: by key, lists by id, null removes, new places by neighbour.

Whatever an overlay says must touch something: what is gone, and what is said already, are faults at its line. Nodes are merged, not values, so that each value of the result keeps the place where somebody wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Diagnostic
from compiler.stages.resolve.order import reordered
from compiler.stages.resolve.untouched import changes_nothing, gone, id_of
from compiler.yaml_source import MappingNode, Node, SequenceNode
from compiler.yaml_source.nodes import Entry

REPLACED = ("title", "description", "refresh")
BY_ID = {"parameters": "add_parameters", "widgets": "add"}
"""Lists whose members are changed by id, and the overlay's key for new members."""
ORDER = {"parameters": "order_parameters", "widgets": "order"}
"""The same lists, and the overlay's key for their members' new places."""


@dataclass(frozen=True)
class Merged:
    """The dashboard with its overlay, and the changes that touch nothing."""

    node: MappingNode
    faults: tuple[Diagnostic, ...]


def overlaid(base: MappingNode, overlay: MappingNode) -> Merged:
    """`base` with the changes of `overlay`."""
    faults: list[Diagnostic] = []
    entries = dict(base.entries)
    for key in REPLACED:
        change = overlay.entries.get(key)
        if change is not None:
            entries[key] = _changed(entries.get(key), change, faults)
            if key not in base.entries and change.node.value is None:
                faults.append(changes_nothing(change.key, f"the dashboard has no `{key}`"))
    for key, added in BY_ID.items():
        if not {key, added, ORDER[key]}.isdisjoint(overlay.entries):
            changed = _changed_list(base.entries.get(key), overlay, key, faults)
            if changed is not None:
                entries[key] = changed
    return Merged(base.with_entries(entries), tuple(faults))


def _changed(base: Entry | None, change: Entry, faults: list[Diagnostic]) -> Entry:
    if base is None:
        return change
    if _same(base.node, change.node):
        faults.append(changes_nothing(change.key, f"`{change.key.value}` has this value already"))
    return base._replace(node=merge(base.node, change.node, faults))


def _same(base: Node, change: Node) -> bool:
    """Whether a change says what is said already; of two mappings that is asked key by key."""
    if isinstance(base, MappingNode) and isinstance(change, MappingNode):
        return not change.entries
    return type(base.value) is type(change.value) and base.value == change.value


def merge(base: Node, change: Node, faults: list[Diagnostic]) -> Node:
    """Two mappings key by key, null removing; otherwise the change."""
    if not isinstance(base, MappingNode) or not isinstance(change, MappingNode):
        return change
    entries = dict(base.entries)
    for key, entry in change.entries.items():
        if entry.node.value is not None:
            entries[key] = _changed(entries.get(key), entry, faults)
        elif entries.pop(key, None) is None:
            faults.append(gone("key", entry.key, base.entries, change.entries))
    return base.with_entries(entries)


def _changed_list(
    base: Entry | None, overlay: MappingNode, key: str, faults: list[Diagnostic]
) -> Entry | None:
    """The list under `key` with its members changed and those of the overlay added; None when there is neither."""
    changes, additions = overlay.get(key), overlay.entries.get(BY_ID[key])
    by_id = changes.entries if isinstance(changes, MappingNode) else {}
    items = _items(base)
    known = [id_of(item) for item in items]
    faults += [gone(key[:-1], entry.key, known, by_id) for name, entry in by_id.items() if name not in known]
    merged = (*_kept(items, by_id, faults), *_items(additions))
    if isinstance(places := overlay.get(ORDER[key]), MappingNode):
        merged = reordered(merged, places, key[:-1], faults)
    if base is not None and isinstance(base.node, SequenceNode):
        return base._replace(node=base.node.with_items(merged))
    return additions


def _items(entry: Entry | None) -> tuple[Node, ...]:
    return entry.node.items if entry is not None and isinstance(entry.node, SequenceNode) else ()


def _kept(items: tuple[Node, ...], changes: Mapping[str, Entry], faults: list[Diagnostic]) -> Iterator[Node]:
    for item in items:
        change = changes.get(id_of(item))
        if change is None:
            yield item
        elif change.node.value is not None:
            if _same(item, change.node):
                faults.append(changes_nothing(change.key, f"nothing is said of `{change.key.value}`"))
            yield merge(item, change.node, faults)
