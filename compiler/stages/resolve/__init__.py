"""Stage 3, resolve: documents to tenants, each reference followed, overlays merged, constants set."""

from compiler.stages.resolve.slugs import broken_tenant_slugs
from compiler.stages.resolve.tenants import (
    Known,
    Resolution,
    nothing_known,
    resolve,
    resolve_tenants,
    unused,
)

__all__ = [
    "Known",
    "Resolution",
    "broken_tenant_slugs",
    "nothing_known",
    "resolve",
    "resolve_tenants",
    "unused",
]
