"""The form of stage 3: each tenant with its dashboards as they are for it, overlays merged, constants set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Diagnostic, Span
from compiler.ir.tree import Document
from compiler.yaml_source import MappingNode
from schemas.resources import Catalog, Dashboard, Tenant
from schemas.resources.base import ConstantValue


@dataclass(frozen=True)
class ResolvedDashboard:
    """A dashboard of one tenant.

    `node` keeps for every value the file and place that it came from, base or overlay; `place` is where the tenant
    lists it, `given` what it sets there, `layers` the files of its overlays, the lowest first. `whole` False: faulty
    parts were left out, so that what is missing proves nothing. `former_slugs` are addresses that it had before; none
    where the tenant gives it an address of its own.
    """

    slug: str
    place: Span
    path: str
    node: MappingNode
    model: Dashboard
    constants: Mapping[str, ConstantValue]
    whole: bool
    former_slugs: tuple[str, ...] = ()
    given: MappingNode | None = None
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResolvedTenant:
    """A tenant with everything that its file refers to; `files` are the paths that it is made of."""

    document: Document[Tenant]
    tenant: Tenant
    catalog: Document[Catalog] | None
    dashboards: tuple[ResolvedDashboard, ...]
    files: frozenset[str]
    faults: tuple[Diagnostic, ...]

    @property
    def path(self) -> str:
        """The tenant's own file."""
        return self.document.path
