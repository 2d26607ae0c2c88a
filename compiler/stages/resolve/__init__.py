"""Stage 3, resolve: documents to tenants, each reference followed, overlays merged, constants set."""

from compiler.stages.resolve.slugs import broken_tenant_slugs
from compiler.stages.resolve.tenants import (
    NOTHING_KNOWN,
    Known,
    Resolution,
    resolve,
    resolve_tenants,
    unused,
)

__all__ = [
    "NOTHING_KNOWN",
    "Known",
    "Resolution",
    "broken_tenant_slugs",
    "resolve",
    "resolve_tenants",
    "unused",
]
