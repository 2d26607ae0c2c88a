"""Segments: groups of tenants, such as a trade or a country, that share overlays between the dashboard and each tenant's own.

An overlay in `_shared/overlays/` that says `segment: retail` is laid over its dashboard for every tenant that lists `retail`.
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import references
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.diagnostics.suggest import suggestion
from compiler.ir.tree import SHARED, Document, Documents
from compiler.yaml_source import ScalarNode, SequenceNode
from compiler.yaml_source.mending import respelt
from schemas.resources import Overlay, Tenant

OVERLAYS = f"{SHARED}/overlays/"


def segment_overlays(documents: Documents, tenant: Tenant) -> tuple[Document[Overlay], ...]:
    """The overlays of a tenant's segments, in the order of its list, those of one segment by their path."""
    return tuple(
        overlay
        for segment in tenant.segments
        for path, overlay in sorted(documents.overlays.items())
        if path.startswith(OVERLAYS) and overlay.model is not None and overlay.model.segment == segment
    )


def unknown_segments(document: Document[Tenant], documents: Documents) -> Iterator[Diagnostic]:
    """Segments of a tenant that no overlay is for; none where an overlay that cannot be read might be."""
    if any(path.startswith(OVERLAYS) for path in documents.unread):
        return
    known = {o.model.segment for o in documents.overlays.values() if o.model is not None and o.model.segment}
    listed = document.node.get("segments")
    for item in listed.items if isinstance(listed, SequenceNode) else ():
        if isinstance(item, ScalarNode) and item.value not in known:
            yield Diagnostic(
                references.SEGMENT_UNKNOWN.id,
                f"no overlay is for the segment `{item.value}`",
                item.span,
                help=suggestion(
                    str(item.value), known, otherwise="write one in _shared/overlays/, or remove it"
                ),
                edit=respelt(item, known),
            )
