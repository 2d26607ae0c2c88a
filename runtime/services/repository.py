"""A tenant's repository of signed metadata, as files by name: roots from disk, the rest from the database."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.clock import Clock
from runtime.services.freshness import fresh_timestamp
from runtime.services.online_trust import OnlineTrust
from runtime.store.session import TenantWriter
from schemas.trust.roles import ROOT, metadata_name


@dataclass(frozen=True)
class RepositoryFile:
    """The bytes of a file; one with a version in its name never changes."""

    body: bytes
    immutable: bool


@dataclass(frozen=True)
class Repository:
    """Finds files. Signs with the server's trust what must be signed anew at the clock's time."""

    trust: OnlineTrust
    clock: Clock

    async def file(self, tenant: TenantWriter, name: str) -> RepositoryFile | None:
        """The file that python-tuf's client asks for by this name; None when there is none. Raises TrustBroken."""
        wanted = metadata_name(name)
        if wanted is None:
            return None
        if wanted.version is None:
            body = await fresh_timestamp(tenant, self.trust, self.clock())
        elif wanted.role == ROOT:
            body = self.trust.root_files.get(wanted.version)
        else:
            body = await tenant.metadata(wanted.role, wanted.version)
        return None if body is None else RepositoryFile(body, immutable=wanted.version is not None)
