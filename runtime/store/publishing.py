"""What publishing reads and writes: one transaction, rows of one tenant at a time. Decides nothing."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from runtime.store import auditing
from runtime.store.listening import CHANNEL
from runtime.store.roles import PUBLISHER, take_role
from schemas.bundle.objects import BundleDashboard
from schemas.publication import TenantFacts

MIGRATION = "SELECT coalesce(max(number), 0) FROM schema_migrations"
ACTIVE = "SELECT slug FROM tenants WHERE is_active"
KNOWN = """
    SELECT t.slug, t.name, t.license_type, t.max_dashboards, t.is_active,
           (SELECT coalesce(max(a.version), 0) FROM metadata_versions a WHERE a.tenant_id = t.id),
           v.version, v.content_digest, v.expires_at
    FROM tenants t LEFT JOIN metadata_versions v ON v.tenant_id = t.id AND v.status = 'published'
    WHERE t.slug = ANY(%s)
"""
DASHBOARDS = """
    SELECT t.slug, d.slug, d.sha256 FROM dashboards d JOIN tenants t ON t.id = d.tenant_id WHERE t.slug = ANY(%s)
"""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('dashwright:publishing:' || %s, 0))"
ADD_TENANT = """
    INSERT INTO tenants (slug, name, license_type, max_dashboards, is_active) VALUES (%s, %s, %s, %s, %s)
"""
CHANGE_TENANT = """
    UPDATE tenants SET name = %s, license_type = %s, max_dashboards = %s, is_active = %s, place = NULL, updated_at = now()
    WHERE slug = %s
"""
RENUMBER = """
    UPDATE tenants t SET place = n.place
    FROM (
        SELECT id, CASE WHEN is_active THEN row_number() OVER (PARTITION BY is_active ORDER BY id) END AS place FROM tenants
    ) n
    WHERE n.id = t.id AND t.place IS DISTINCT FROM n.place
"""
ADMIT = "SELECT id, set_config('dashwright.tenant', id::text, true) FROM tenants WHERE slug = %s"
PUBLISHED_MANIFEST = """
    SELECT o.gzip_bytes FROM metadata_versions v JOIN objects o ON o.tenant_id = v.tenant_id AND o.sha256 = v.manifest_digest
    WHERE v.tenant_id = %s AND v.status = 'published'
"""
OBJECTS = "SELECT sha256, gzip_bytes FROM objects WHERE tenant_id = %s AND sha256 = ANY(%s)"
PRESENT = "SELECT sha256 FROM objects WHERE tenant_id = %s AND sha256 = ANY(%s)"
ADD_OBJECT = "INSERT INTO objects (tenant_id, sha256, length, gzip_bytes) VALUES (%s, %s, %s, %s)"
ARCHIVE = "UPDATE metadata_versions SET status = 'archived' WHERE tenant_id = %s AND status = 'published'"
ADD_VERSION = """
    INSERT INTO metadata_versions (
        tenant_id, version, format, metadata, manifest_digest, content_digest, git_commit, status,
        expires_at, created_by, published_at
    ) VALUES (
        %(tenant_id)s, %(version)s, %(format)s, %(metadata)s, %(manifest_digest)s, %(content_digest)s, %(git_commit)s,
        'published', %(expires_at)s, %(created_by)s, now()
    )
"""
ADD_TARGETS = """
    INSERT INTO trust_metadata (tenant_id, role, version, body, key_id, expires_at) VALUES (%s, 'targets', %s, %s, %s, %s)
"""
DROP_DASHBOARDS = "DELETE FROM dashboards WHERE tenant_id = %s AND NOT slug = ANY(%s)"
PUT_DASHBOARD = """
    INSERT INTO dashboards (tenant_id, slug, title, position, sha256) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (tenant_id, slug) DO UPDATE SET
        title = excluded.title, position = excluded.position, sha256 = excluded.sha256, updated_at = now()
    RETURNING id
"""
DROP_WIDGETS = "DELETE FROM widgets WHERE tenant_id = %s AND dashboard_id = %s"
ADD_WIDGET = """
    INSERT INTO widgets (
        tenant_id, dashboard_id, name, widget_type, title, config, position_x, position_y, width, height
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
TELL = "SELECT pg_notify(%s, %s)"

TENANTS_LOCK = "tenants"
"""Lock of who adds or changes tenants, so that they are counted by one at a time."""


@dataclass(frozen=True)
class KnownRow:
    """A tenant, its last version, and what is published, if anything."""

    facts: TenantFacts
    last_version: int
    version: int | None
    content_digest: str | None
    expires_at: datetime | None


@dataclass(frozen=True)
class VersionRow:
    """A version to be written; see migration 0005."""

    version: int
    format: int
    metadata: Mapping[str, Any]
    manifest_digest: str
    content_digest: str
    git_commit: str
    expires_at: datetime
    created_by: str


@dataclass(frozen=True)
class Publishing:
    """The publisher's transaction."""

    connection: psycopg.Connection

    def begin(self) -> None:
        """Takes the publisher's role for the rest of the connection."""
        self.connection.execute(take_role(PUBLISHER))

    def migration(self) -> int:
        """The last migration that the database was given."""
        return int(self._one(MIGRATION, ()))

    def active(self) -> frozenset[str]:
        """Slugs of all active tenants."""
        return frozenset(slug for (slug,) in self.connection.execute(ACTIVE))

    def known(self, slugs: Sequence[str]) -> list[KnownRow]:
        """Those of the tenants that the database knows."""
        rows = self.connection.execute(KNOWN, (list(slugs),)).fetchall()
        return [KnownRow(TenantFacts(*row[:5]), *row[5:]) for row in rows]

    def dashboards(self, slugs: Sequence[str]) -> list[tuple[str, str, str]]:
        """Tenant, dashboard and object digest of what those tenants have published."""
        return self.connection.execute(DASHBOARDS, (list(slugs),)).fetchall()

    def lock(self, names: Iterable[str]) -> None:
        """Keeps other publishers away from these tenants to the end. One order for all, so that none waits in a circle."""
        for name in sorted(names):
            self.connection.execute(LOCK, (name,))

    def add_tenant(self, facts: TenantFacts) -> None:
        """A new tenant."""
        values = (facts.slug, facts.name, facts.license, facts.dashboard_limit, facts.active)
        self.connection.execute(ADD_TENANT, values)

    def change_tenant(self, facts: TenantFacts) -> None:
        """New facts of a known tenant."""
        values = (facts.name, facts.license, facts.dashboard_limit, facts.active, facts.slug)
        self.connection.execute(CHANGE_TENANT, values)

    def count_tenants(self) -> None:
        """Gives active tenants their places anew, after some came or went."""
        self.connection.execute(RENUMBER)

    def admit(self, slug: str) -> int:
        """Makes row-level security admit this tenant's rows, and gives its number."""
        return int(self._one(ADMIT, (slug,)))

    def published_manifest(self, tenant_id: int) -> bytes | None:
        """The manifest that the tenant's site is offered, as it was compressed."""
        row = self.connection.execute(PUBLISHED_MANIFEST, (tenant_id,)).fetchone()
        return bytes(row[0]) if row is not None else None

    def objects(self, tenant_id: int, names: Sequence[str]) -> list[tuple[str, bytes]]:
        """Those objects of the tenant by digest, as they were compressed."""
        return self.connection.execute(OBJECTS, (tenant_id, list(names))).fetchall()

    def add_objects(self, tenant_id: int, objects: Mapping[str, bytes]) -> int:
        """Keeps the objects that the tenant lacks; how many those were."""
        present = {name for (name,) in self.connection.execute(PRESENT, (tenant_id, list(objects)))}
        lacking = [
            (tenant_id, name, len(data), gzip.compress(data, mtime=0))
            for name, data in objects.items()
            if name not in present
        ]
        with self.connection.cursor() as cursor:
            cursor.executemany(ADD_OBJECT, lacking)
        return len(lacking)

    def replace_version(self, tenant_id: int, row: VersionRow) -> None:
        """The new published version; the one before is archived."""
        self.connection.execute(ARCHIVE, (tenant_id,))
        values = {**vars(row), "tenant_id": tenant_id, "metadata": Jsonb(row.metadata)}
        self.connection.execute(ADD_VERSION, values)

    def add_targets(
        self, tenant_id: int, version: int, body: bytes, key_id: str, expires_at: datetime
    ) -> None:
        """The signed targets metadata of a version."""
        self.connection.execute(ADD_TARGETS, (tenant_id, version, body, key_id, expires_at))

    def keep_dashboards(self, tenant_id: int, slugs: Sequence[str]) -> None:
        """Removes dashboards that are not among `slugs`, with their widgets."""
        self.connection.execute(DROP_DASHBOARDS, (tenant_id, list(slugs)))

    def put_dashboard(self, tenant_id: int, position: int, sha256: str, dashboard: BundleDashboard) -> None:
        """A dashboard at its place in the tenant's list, and its widgets."""
        values = (tenant_id, dashboard.slug, Jsonb(dashboard.title), position, sha256)
        dashboard_id = self._one(PUT_DASHBOARD, values)
        self.connection.execute(DROP_WIDGETS, (tenant_id, dashboard_id))
        with self.connection.cursor() as cursor:
            cursor.executemany(ADD_WIDGET, _widget_rows(tenant_id, dashboard_id, dashboard))

    def note(self, tenant_id: int, actor: str, action: str, details: Mapping[str, Any]) -> None:
        """Adds to the audit log."""
        auditing.note(self.connection, tenant_id, actor, action, details)

    def tell(self, slug: str) -> None:
        """Wakes held polls of the tenant, when and only when the transaction is kept."""
        self.connection.execute(TELL, (CHANNEL, slug))

    def _one(self, statement: str, values: Sequence[object]) -> Any:
        row = self.connection.execute(statement.encode(), values).fetchone()
        if row is None:
            raise AssertionError("a row that was just written is not there")
        return row[0]


def _widget_rows(tenant_id: int, dashboard_id: int, dashboard: BundleDashboard) -> list[tuple[object, ...]]:
    return [
        (
            tenant_id,
            dashboard_id,
            widget.id,
            widget.type,
            Jsonb(widget.title),
            Jsonb(
                widget.model_dump(mode="json", exclude_none=True, exclude={"id", "type", "title", "position"})
            ),
            widget.position.x,
            widget.position.y,
            widget.position.width,
            widget.position.height,
        )
        for widget in dashboard.widgets
    ]
