"""What a run of the pipeline gives: a bundle for each tenant without a fault, and every fault found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.diagnostics.diagnostic import Diagnostic
from schemas.bundle.manifest import Manifest
from schemas.publication import TenantFacts


@dataclass(frozen=True)
class Bundle:
    """One tenant's manifest and its objects, as the bytes that are signed, stored and sent."""

    tenant: TenantFacts
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
        return not any(diagnostic.stops for diagnostic in self.diagnostics)
