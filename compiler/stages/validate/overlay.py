"""Rules of an overlay: a segment is for overlays that tenants share."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import structure
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.tree import SHARED
from compiler.stages.validate.members import value_span
from compiler.yaml_source import MappingNode
from schemas.resources import Overlay


def misplaced_segment(overlay: Overlay, node: MappingNode) -> Iterator[Diagnostic]:
    """An overlay of one tenant that names a segment, or one of a segment for a dashboard that is not shared."""
    if overlay.segment is None:
        return
    if not node.source.name.startswith(f"{SHARED}/"):
        message = "an overlay in a tenant's folder is for that tenant, and for no segment"
        remedy = "move the file to _shared/overlays/, or remove `segment`"
        yield Diagnostic(structure.WRONG_PLACE.id, message, value_span(node, "segment"), help=remedy)
    elif not overlay.dashboard.startswith("_shared/"):
        message = "an overlay of a segment is for a shared dashboard"
        remedy = f"write `dashboard: _shared/{overlay.dashboard}`"
        yield Diagnostic(structure.WRONG_PLACE.id, message, value_span(node, "dashboard"), help=remedy)
