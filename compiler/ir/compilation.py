"""What a run of the pipeline gives: a bundle for each tenant without a fault, and every fault found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Diagnostic
from schemas.bundle.manifest import Manifest


@dataclass(frozen=True)
class TenantTerms:
    """What publishing must know of a tenant, beside its bundle."""

    slug: str
    name: str
    license: str
    max_dashboards: int
    active: bool


@dataclass(frozen=True)
class Bundle:
    """One tenant's manifest and its objects, as the bytes that are signed, stored and sent."""

    terms: TenantTerms
    manifest: Manifest
    manifest_bytes: bytes
    objects: Mapping[str, bytes]


@dataclass(frozen=True)
class Compilation:
    """`bundles` by tenant's slug, only of tenants without an error; `texts` are the files read, for excerpts."""

    bundles: Mapping[str, Bundle]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether nothing worse than a warning was found."""
        return all(diagnostic.severity != "error" for diagnostic in self.diagnostics)
