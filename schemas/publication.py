"""What the compiler hands to publishing for one tenant: facts about it, and the bundle as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.resources.tenant import License, Tenant


@dataclass(frozen=True)
class TenantFacts:
    """What the control plane keeps about a tenant besides its bundles. `dashboard_limit` is what it may publish."""

    slug: str
    name: str
    license: License
    dashboard_limit: int
    active: bool

    @staticmethod
    def of(tenant: Tenant) -> TenantFacts:
        """The facts that the tenant's file states."""
        return TenantFacts(tenant.slug, tenant.name, tenant.license, tenant.dashboard_limit, tenant.active)


@dataclass(frozen=True)
class Publication:
    """One tenant's bundle: the manifest's canonical bytes, and the bytes of each object that it lists by SHA-256."""

    tenant: TenantFacts
    manifest: bytes
    objects: Mapping[str, bytes]
