"""The number of dashboards that a tenant's license allows."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.diagnostics.codes import policy as codes
from compiler.diagnostics.diagnostic import Diagnostic
from compiler.ir.resolved import ResolvedTenant
from compiler.stages.validate.members import value_span
from compiler.yaml_source import MappingNode, SequenceNode


def over_license(tenant: ResolvedTenant) -> Iterator[Diagnostic]:
    """The first dashboard beyond those that the tenant may have, at its place in the tenant's list."""
    limit = tenant.tenant.dashboard_limit
    listed = tenant.document.node.get("dashboards")
    if isinstance(listed, SequenceNode) and len(listed.items) > limit:
        node = listed.items[limit]
        own = tenant.tenant.max_dashboards is not None
        source = "`max_dashboards`" if own else f"the license {tenant.tenant.license}"
        yield Diagnostic(
            codes.OVER_LICENSE.id,
            f"{len(listed.items)} dashboards, and {source} allows {limit}; this is the first beyond",
            value_span(node, "use") if isinstance(node, MappingNode) else node.span,
            help="remove dashboards, or raise the license or `max_dashboards`",
        )
