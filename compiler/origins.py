"""A dashboard as it is for one tenant, every value with the place and the layer that it comes from.

`dashwright show --origin` prints it: as YAML with the origin in a comment behind each value, or as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from compiler.diagnostics.diagnostic import Span
from compiler.ir.resolved import ResolvedDashboard, ResolvedTenant
from compiler.ir.tree import SHARED, Document
from compiler.stages.resolve.merge import BY_ID
from compiler.stages.validate.members import child
from compiler.yaml_source import MappingNode, Node, ScalarNode, SequenceNode
from schemas.resources import Overlay

ShownPath = Callable[[str], str]
MARGIN = 64
"""The column at which origins begin, where the value leaves room."""


@dataclass(frozen=True)
class Origin:
    """Where a value was written, and which layer that is: the dashboard, a segment, an overlay, the tenant."""

    span: Span
    layer: str


@dataclass(frozen=True)
class Value:
    """A text, number, boolean, null or empty collection, with its origin."""

    value: Any
    origin: Origin


Tree = Value | list["Tree"] | dict[str, "Tree"]


def dashboard_with_origins(
    tenant: ResolvedTenant, dashboard: ResolvedDashboard, overlays: Mapping[str, Document[Overlay]]
) -> dict[str, Tree]:
    """The dashboard's keys with their values, its constants as they are set, and what overlays removed from it."""
    layers = _layers(tenant, dashboard, overlays)
    body = {
        key: _tree(entry.node, layers)
        for key, entry in dashboard.node.entries.items()
        if key not in ("kind", "constants")
    }
    if dashboard.slug != dashboard.model.slug:
        body["slug"] = Value(dashboard.slug, Origin(dashboard.place, "tenant"))
    constants: Tree = dict(_constants(dashboard, layers))
    removed: Tree = dict(_removed(dashboard, overlays, layers))
    return {
        **({"constants": constants} if constants else {}),
        **body,
        **({"removed": removed} if removed else {}),
    }


def _layers(
    tenant: ResolvedTenant, dashboard: ResolvedDashboard, overlays: Mapping[str, Document[Overlay]]
) -> dict[str, str]:
    """What each file of the dashboard is called as a layer."""
    names = {tenant.document.path: "tenant"}
    names[dashboard.path] = "shared dashboard" if dashboard.path.startswith(f"{SHARED}/") else "dashboard"
    for path in dashboard.layers:
        model = overlays[path].model
        segment = model.segment if model is not None else None
        shared = "shared overlay" if path.startswith(f"{SHARED}/") else "overlay"
        names[path] = f"segment {segment}" if segment else shared
    return names


def _origin(span: Span, layers: Mapping[str, str]) -> Origin:
    return Origin(span, layers.get(span.file, span.file))


def _tree(node: Node, layers: Mapping[str, str]) -> Tree:
    if isinstance(node, MappingNode) and node.entries:
        return {key: _tree(entry.node, layers) for key, entry in node.entries.items()}
    if isinstance(node, SequenceNode) and node.items:
        return [_tree(item, layers) for item in node.items]
    return Value(node.value, _origin(node.span, layers))


def _constants(dashboard: ResolvedDashboard, layers: Mapping[str, str]) -> Iterator[tuple[str, Tree]]:
    """Each constant with where its value was written: at the tenant, or as the default."""
    declared = child(dashboard.node, "constants")
    for name, value in dashboard.constants.items():
        given = dashboard.given.get(name) if dashboard.given is not None else None
        default = child(declared, name).get("default")
        written = given if given is not None and given.value == value else default
        span = written.span if written is not None else declared.key_span(name)
        yield name, Value(value, _origin(span, layers))


def _removed(
    dashboard: ResolvedDashboard, overlays: Mapping[str, Document[Overlay]], layers: Mapping[str, str]
) -> Iterator[tuple[str, Tree]]:
    """Widgets and parameters that an overlay takes away, each with the line that does it."""
    for key in BY_ID:
        gone: dict[str, Tree] = {}
        for path in dashboard.layers:
            for name, entry in child(overlays[path].node, key).entries.items():
                if isinstance(entry.node, ScalarNode) and entry.node.value is None:
                    gone[name] = Value(None, _origin(entry.key.span, layers))
        if gone:
            yield key, gone


def origins_as_json(tree: Tree, shown: ShownPath) -> Any:
    """The same shape, each value as `{"value": ..., "origin": {...}}`."""
    if isinstance(tree, dict):
        return {key: origins_as_json(part, shown) for key, part in tree.items()}
    if isinstance(tree, list):
        return [origins_as_json(part, shown) for part in tree]
    span = tree.origin.span
    place = {"file": shown(span.file), "line": span.line, "column": span.column, "layer": tree.origin.layer}
    return {"value": tree.value, "origin": place}


def origins_as_yaml(tree: Mapping[str, Tree], shown: ShownPath) -> Iterator[str]:
    """Lines of YAML that read as the plain dashboard, with origins as comments."""
    yield from _mapping(tree, "", shown)


def _mapping(tree: Mapping[str, Tree], indent: str, shown: ShownPath) -> Iterator[str]:
    for key, part in tree.items():
        yield from _entry(f"{indent}{_scalar(key)}:", part, indent, shown)


def _entry(head: str, part: Tree, indent: str, shown: ShownPath) -> Iterator[str]:
    if isinstance(part, Value):
        yield from _value(head, part, indent, shown)
    elif isinstance(part, dict):
        yield head
        yield from _mapping(part, f"{indent}  ", shown)
    else:
        yield head
        for item in part:
            yield from _item(item, f"{indent}  ", shown)


def _item(item: Tree, indent: str, shown: ShownPath) -> Iterator[str]:
    if isinstance(item, dict):
        first, *rest = _mapping(item, f"{indent}  ", shown)
        yield f"{indent}- {first.lstrip()}"
        yield from rest
    else:
        yield from _entry(f"{indent}-", item, indent, shown)


def _value(head: str, part: Value, indent: str, shown: ShownPath) -> Iterator[str]:
    span = part.origin.span
    comment = f"# {shown(span.file)}:{span.line}  {part.origin.layer}"
    value = part.value
    if isinstance(value, str) and "\n" in value.rstrip("\n") and not value.startswith((" ", "\n")):
        chomping = (
            ""
            if value.endswith("\n") and not value.endswith("\n\n")
            else "-"
            if not value.endswith("\n")
            else "+"
        )
        yield f"{head} |{chomping}".ljust(MARGIN) + comment
        yield from (f"{indent}  {line}" if line else "" for line in value.removesuffix("\n").split("\n"))
    else:
        yield f"{head} {_scalar(value)} ".ljust(MARGIN) + comment


_PLAIN = re.compile(r"[^\W_][^:#\[\]{},&*!|>'\"%@`\\\r\n\t]*")


def _scalar(value: Any) -> str:
    """A value as YAML of one line: plain where it reads as the same text."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and yaml.safe_load(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)
