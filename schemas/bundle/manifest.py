"""The manifest: what a bundle is, for whom, and which objects belong to it.

It carries no version number and no clock: the version is that of the signed targets metadata, so that
the same content is the same manifest. `content_digest` leaves out the commit and the compiler, which is
how publishing tells a change from a mere new commit.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.bundle.objects import RowFilters, Sha256, Texts, Wire
from schemas.canonical import canonical_bytes, digest
from schemas.resources.tenant import Engine

FORMAT = 1
"""The bundle format that this code writes."""

READABLE_FORMATS = (1,)
"""The formats that this code understands; an agent reports them with each sync."""

MAX_MANIFEST_BYTES = 4 * 1024 * 1024
MAX_OBJECT_BYTES = 4 * 1024 * 1024
MAX_OBJECTS = 20_000

ObjectKind = Literal["dashboard", "statement", "catalog"]


class ObjectEntry(Wire):
    """An object that belongs to the bundle; nothing that is not listed may be loaded."""

    kind: ObjectKind
    sha256: Sha256
    length: Annotated[int, Field(ge=2, le=MAX_OBJECT_BYTES)]


class DashboardEntry(Wire):
    """A dashboard in the order of the tenant's list."""

    slug: str
    title: Texts
    sha256: Sha256


class EngineTarget(Wire):
    """What the statements were compiled for: `sqlserver` with 2016 ... 2025 or azure, or `duckdb`."""

    name: Engine
    version: str | None = None


class Manifest(Wire):
    """Everything that one tenant's site runs. `row_filters` are those of all its dashboards, where there are any."""

    format: int
    tenant: str
    name: str
    locale: str
    timezone: str
    engine: EngineTarget
    compiler: str
    commit: str
    dashboards: list[DashboardEntry]
    row_filters: RowFilters | None = None
    catalog: Sha256
    objects: Annotated[list[ObjectEntry], Field(max_length=MAX_OBJECTS)]

    def content_digest(self) -> str:
        """SHA-256 of what the site would see: everything but commit and compiler version."""
        content = self.model_dump(mode="json", exclude_none=True, exclude={"commit", "compiler"})
        return digest(canonical_bytes(content))
