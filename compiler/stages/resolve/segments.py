"""Segments: groups of tenants, such as a trade or a country, that share overlays between the dashboard and each tenant's own.

An overlay in `_shared/overlays/` that says `segment: retail` is laid over its dashboard for every tenant that lists `retail`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.ir.tree import SHARED, Document, Documents
from compiler.yaml_source import ScalarNode, SequenceNode
from compiler.yaml_source.mending import respelt
from schemas.resources import Overlay, Tenant

OVERLAYS = f"{SHARED}/overlays/"


Segments = Mapping[str, tuple[Document[Overlay], ...]]


def overlays_by_segment(documents: Documents) -> Segments:
    """The shared overlays of each segment, by their path."""
    found: dict[str, list[Document[Overlay]]] = {}
    for path, overlay in sorted(documents.overlays.items()):
        segment = overlay.model.segment if overlay.model is not None else None
        if segment is not None and path.startswith(OVERLAYS):
            found.setdefault(segment, []).append(overlay)
    return {segment: tuple(overlays) for segment, overlays in found.items()}


def segment_overlays(tenant: Tenant, segments: Segments) -> tuple[Document[Overlay], ...]:
    """The overlays of a tenant's segments, in the order of its list."""
    return tuple(overlay for segment in tenant.segments for overlay in segments.get(segment, ()))


def unknown_segments(
    document: Document[Tenant], segments: Segments, documents: Documents
) -> Iterator[Diagnostic]:
    """Segments of a tenant that no overlay is for; none where an overlay that cannot be read might be."""
    listed = document.node.get("segments")
    unknown = [
        item
        for item in (listed.items if isinstance(listed, SequenceNode) else ())
        if isinstance(item, ScalarNode) and item.value not in segments
    ]
    if unknown and not any(path.startswith(OVERLAYS) for path in documents.unread):
        for item in unknown:
            yield Diagnostic(
                references.SEGMENT_UNKNOWN.id,
                f"no overlay is for the segment `{item.value}`",
                item.span,
                help=suggestion(
                    str(item.value), segments, otherwise="write one in _shared/overlays/, or remove it"
                ),
                edit=respelt(item, segments),
            )
