"""What operators do at the command line: tenants listed, keys made and revoked. Sees all tenants."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg.rows import class_row

from runtime.store import auditing
from runtime.store.roles import OPERATOR, take_role

TENANTS = """
    SELECT t.slug, t.name, t.license_type, t.max_dashboards, t.is_active, v.version, v.git_commit, v.published_at,
           (SELECT count(*) FROM agents a WHERE a.tenant_id = t.id) AS agents,
           (SELECT max(a.last_seen_at) FROM agents a WHERE a.tenant_id = t.id) AS last_seen_at
    FROM tenants t LEFT JOIN metadata_versions v ON v.tenant_id = t.id AND v.status = 'published'
    ORDER BY t.slug
"""
TENANT = "SELECT id FROM tenants WHERE slug = %s"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dashwright:keys', %s))"
KEYS = """
    SELECT k.id, k.hint, k.created_by, k.created_at, k.revoked_at
    FROM api_keys k WHERE k.tenant_id = %s ORDER BY k.id
"""
ADD_KEY = """
    INSERT INTO api_keys (tenant_id, id, key_hash, hint, created_by)
    SELECT %(tenant)s, coalesce(max(id), 0) + 1, %(hash)s, %(hint)s, %(actor)s FROM api_keys WHERE tenant_id = %(tenant)s
    RETURNING id
"""
REVOKE_KEY = """
    UPDATE api_keys SET revoked_at = now() WHERE tenant_id = %s AND id = %s AND revoked_at IS NULL
"""


@dataclass(frozen=True)
class TenantLine:
    """A tenant, what it runs and who asks for it."""

    slug: str
    name: str
    license_type: str
    max_dashboards: int
    is_active: bool
    version: int | None
    git_commit: str | None
    published_at: datetime | None
    agents: int
    last_seen_at: datetime | None


@dataclass(frozen=True)
class KeyLine:
    """A key without its secret."""

    id: int
    hint: str
    created_by: str
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class Operating:
    """An operator's transaction."""

    connection: psycopg.Connection

    def tenants(self) -> list[TenantLine]:
        """All tenants by slug."""
        with self.connection.cursor(row_factory=class_row(TenantLine)) as cursor:
            return cursor.execute(TENANTS).fetchall()

    def tenant_id(self, slug: str) -> int | None:
        """The tenant's number. Its keys are locked to the end, so that they are counted by one at a time."""
        row = self.connection.execute(TENANT, (slug,)).fetchone()
        if row is None:
            return None
        self.connection.execute(LOCK, row)
        return int(row[0])

    def keys(self, tenant_id: int) -> list[KeyLine]:
        """The tenant's keys, oldest first."""
        with self.connection.cursor(row_factory=class_row(KeyLine)) as cursor:
            return cursor.execute(KEYS, (tenant_id,)).fetchall()

    def add_key(self, tenant_id: int, hashed: bytes, hint: str, actor: str) -> int:
        """Keeps a key's hash and gives the key's number."""
        values = {"tenant": tenant_id, "hash": hashed, "hint": hint, "actor": actor}
        row = self.connection.execute(ADD_KEY, values).fetchone()
        if row is None:
            raise AssertionError("an INSERT of an aggregate gives one row")
        return int(row[0])

    def revoke_key(self, tenant_id: int, key_id: int) -> bool:
        """Ends a key; False when there is no such good key."""
        return self.connection.execute(REVOKE_KEY, (tenant_id, key_id)).rowcount == 1

    def note(self, tenant_id: int, actor: str, action: str, details: dict[str, object]) -> None:
        """Adds to the audit log."""
        auditing.note(self.connection, tenant_id, actor, action, details)


@contextmanager
def operating(database_url: str) -> Iterator[Operating]:
    """One transaction as operator, kept when the block ends well."""
    with psycopg.connect(database_url, application_name="dashwright-server operator") as connection:
        connection.execute(take_role(OPERATOR))
        yield Operating(connection)
