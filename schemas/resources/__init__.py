"""What authors write: one kind a module. `KINDS` maps the `kind:` of a file to its model."""

from __future__ import annotations

from schemas.resources.base import Resource
from schemas.resources.catalog import Catalog
from schemas.resources.dashboard import Dashboard
from schemas.resources.overlay import Overlay
from schemas.resources.policy import Policy
from schemas.resources.tenant import Tenant

KINDS: dict[str, type[Resource]] = {
    "tenant": Tenant,
    "dashboard": Dashboard,
    "catalog": Catalog,
    "overlay": Overlay,
    "policy": Policy,
}

__all__ = ["KINDS", "Catalog", "Dashboard", "Overlay", "Policy", "Resource", "Tenant"]
