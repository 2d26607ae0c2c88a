"""An overlay laid over a dashboard: by key, lists by id, null removes.

Nodes are merged, not values, so that each value of the result keeps the place where somebody wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from compiler.yaml_source.mending import respelt
from compiler.yaml_source.nodes import Entry

REPLACED = ("title", "description", "refresh")
BY_ID = {"parameters": "add_parameters", "widgets": "add"}
"""Lists whose members are changed by id, and the overlay's key for new members."""


@dataclass(frozen=True)
class Merged:
    """The dashboard with its overlay, and the changes of things that the dashboard does not have."""

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
    for key, added in BY_ID.items():
        if key in overlay.entries or added in overlay.entries:
            changed = _changed_list(base.entries.get(key), overlay, key, faults)
            if changed is not None:
                entries[key] = changed
    return Merged(base.with_entries(entries), tuple(faults))


def _changed(base: Entry | None, change: Entry, faults: list[Diagnostic]) -> Entry:
    if base is None:
        return change
    return base._replace(node=merge(base.node, change.node, faults))


def merge(base: Node, change: Node, faults: list[Diagnostic]) -> Node:
    """Two mappings key by key, null removing; otherwise the change."""
    if not isinstance(base, MappingNode) or not isinstance(change, MappingNode):
        return change
    entries = dict(base.entries)
    for key, entry in change.entries.items():
        if entry.node.value is not None:
            entries[key] = _changed(entries.get(key), entry, faults)
        elif entries.pop(key, None) is None:
            faults.append(_gone("key", entry.key, base.entries, change.entries))
    return base.with_entries(entries)


def _changed_list(
    base: Entry | None, overlay: MappingNode, key: str, faults: list[Diagnostic]
) -> Entry | None:
    """The list under `key` with its members changed and those of the overlay added; None when there is neither."""
    changes, additions = overlay.get(key), overlay.entries.get(BY_ID[key])
    by_id = changes.entries if isinstance(changes, MappingNode) else {}
    items = _items(base)
    known = [_id(item) for item in items]
    faults += [_gone(key[:-1], entry.key, known, by_id) for name, entry in by_id.items() if name not in known]
    merged = (*_kept(items, by_id, faults), *_items(additions))
    if base is not None and isinstance(base.node, SequenceNode):
        return base._replace(node=base.node.with_items(merged))
    return additions


def _items(entry: Entry | None) -> tuple[Node, ...]:
    return entry.node.items if entry is not None and isinstance(entry.node, SequenceNode) else ()


def _kept(items: tuple[Node, ...], changes: Mapping[str, Entry], faults: list[Diagnostic]) -> Iterator[Node]:
    for item in items:
        change = changes.get(_id(item))
        if change is None:
            yield item
        elif change.node.value is not None:
            yield merge(item, change.node, faults)


def _id(item: Node) -> str:
    return str(item.value.get("id")) if isinstance(item, MappingNode) else ""


def _gone(what: str, key: ScalarNode, known: Iterable[str], changed: Iterable[str]) -> Diagnostic:
    return Diagnostic(
        references.OVERLAY_OF_SOMETHING_GONE.id,
        f"the dashboard has no {what} `{key.value}` to change",
        key.span,
        help=suggestion(str(key.value), known, otherwise="remove this change"),
        edit=respelt(key, set(known) - set(changed)),
    )
