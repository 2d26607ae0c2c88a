"""One tenant's rows in one transaction: what a request may read and the online key may write."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.rows import class_row

from runtime.store.rows import ObjectRow, PublishedRow, SignedRow, TenantRow

OBJECT = "SELECT gzip_bytes, length FROM objects WHERE tenant_id = %s AND sha256 = %s"
METADATA = "SELECT body FROM trust_metadata WHERE tenant_id = %s AND role = %s AND version = %s"
NEWEST = """
    SELECT DISTINCT ON (role) role, version, refers_to, body, key_id, expires_at
    FROM trust_metadata WHERE tenant_id = %s AND role IN ('snapshot', 'timestamp')
    ORDER BY role, version DESC
"""
PUBLISHED = """
    SELECT v.version, v.manifest_digest, o.length AS manifest_length, t.body AS targets
    FROM metadata_versions v
    JOIN objects o ON o.tenant_id = v.tenant_id AND o.sha256 = v.manifest_digest
    JOIN trust_metadata t ON t.tenant_id = v.tenant_id AND t.role = 'targets' AND t.version = v.version
    WHERE v.tenant_id = %s AND v.status = 'published'
"""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dashwright:online-roles', %s))"
ADD = """
    INSERT INTO trust_metadata (tenant_id, role, version, refers_to, body, key_id, expires_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
FORGET = "DELETE FROM trust_metadata WHERE tenant_id = %s AND role = %s AND version < %s"
KEPT_VERSIONS = 20
"""Outdated snapshots and timestamps that an agent may still be fetching."""


@dataclass(frozen=True)
class TenantReader:
    """Reads rows of one tenant; row-level security admits no other's."""

    connection: AsyncConnection
    tenant: TenantRow

    async def object(self, sha256: str) -> ObjectRow | None:
        """The object of that digest."""
        async with self.connection.cursor(row_factory=class_row(ObjectRow)) as cursor:
            await cursor.execute(OBJECT, (self.tenant.id, sha256))
            return await cursor.fetchone()

    async def metadata(self, role: str, version: int) -> bytes | None:
        """Signed metadata of that role and version."""
        cursor = await self.connection.execute(METADATA, (self.tenant.id, role, version))
        row = await cursor.fetchone()
        return None if row is None else bytes(row[0])

    async def newest_online(self) -> dict[str, SignedRow]:
        """The newest snapshot and timestamp, by role."""
        async with self.connection.cursor(row_factory=class_row(SignedRow)) as cursor:
            await cursor.execute(NEWEST, (self.tenant.id,))
            return {row.role: row for row in await cursor.fetchall()}

    async def published(self) -> PublishedRow | None:
        """The published bundle."""
        async with self.connection.cursor(row_factory=class_row(PublishedRow)) as cursor:
            await cursor.execute(PUBLISHED, (self.tenant.id,))
            return await cursor.fetchone()


@dataclass(frozen=True)
class TenantWriter(TenantReader):
    """Adds what the online key signs."""

    async def lock_online_roles(self) -> None:
        """Waits until nobody else signs for this tenant; held to the end of the transaction."""
        await self.connection.execute(LOCK, (self.tenant.id,))

    async def add(self, row: SignedRow) -> None:
        """Keeps newly signed metadata, and forgets versions that nobody can be fetching any more."""
        await self.connection.execute(
            ADD, (self.tenant.id, row.role, row.version, row.refers_to, row.body, row.key_id, row.expires_at)
        )
        await self.connection.execute(FORGET, (self.tenant.id, row.role, row.version - KEPT_VERSIONS))
