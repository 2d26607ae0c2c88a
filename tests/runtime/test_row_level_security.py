"""Row-level security: what a connection may see, whoever it logged in as."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from runtime.services.keys import key_hash
from runtime.store.roles import APP, OPERATOR, PUBLISHER, take_role
from runtime.store.store import Store
from tests.support.asynchronous import finish
from tests.support.bundles import publication, tenant_facts
from tests.support.control_plane import TrustRoot, create_key, publish

pytestmark = pytest.mark.postgres

ISOLATED = [
    "agents",
    "api_keys",
    "dashboards",
    "metadata_versions",
    "objects",
    "sync_logs",
    "tenants",
    "trust_metadata",
    "widgets",
]


@pytest.fixture
def two_tenants(migrated_url: str, trust_root: TrustRoot) -> str:
    """A database with two published tenants that have a key each."""
    publish(migrated_url, trust_root, publication(), publication(tenant_facts("other")))
    create_key(migrated_url, "acme")
    create_key(migrated_url, "other")
    return migrated_url


@pytest.fixture
def app(two_tenants: str) -> Iterator[psycopg.Connection]:
    """A superuser's connection that took the server's role."""
    with psycopg.connect(two_tenants) as connection:
        connection.execute(take_role(APP))
        yield connection


def count(connection: psycopg.Connection, table: str) -> int:
    """How many rows of a table are visible."""
    row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    assert row
    return int(row[0])


def admit(connection: psycopg.Connection, tenant: object) -> None:
    """Admits a tenant for this transaction."""
    connection.execute("SELECT set_config('dashwright.tenant', %s, true)", (str(tenant),))


@pytest.mark.parametrize("table", ISOLATED)
def test_without_a_tenant_nothing_is_visible(app: psycopg.Connection, table: str) -> None:
    """Neither a setting that was never made nor the empty one that a transaction leaves admits a row."""
    assert count(app, table) == 0
    admit(app, 1)
    app.commit()
    row = app.execute("SELECT current_setting('dashwright.tenant', true)").fetchone()
    assert row == ("",)
    assert count(app, table) == 0


def test_only_the_admitted_tenant_is_visible(app: psycopg.Connection) -> None:
    """With one tenant admitted, a query without a WHERE finds its rows alone."""
    for tenant in (1, 2):
        admit(app, tenant)
        assert app.execute("SELECT DISTINCT tenant_id FROM objects").fetchall() == [(tenant,)]
        assert app.execute("SELECT id FROM tenants").fetchall() == [(tenant,)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO sync_logs (tenant_id, agent_id, agent_version, sync_status) VALUES (2, 'agent-0001', '1', 'success')",
        "INSERT INTO trust_metadata (tenant_id, role, version, body, key_id, expires_at) VALUES (1, 'targets', 9, '', '', now())",
        "INSERT INTO objects (tenant_id, sha256, length, gzip_bytes) VALUES (1, repeat('0', 64), 1, '')",
        "UPDATE metadata_versions SET status = 'archived'",
        "UPDATE tenants SET is_active = true",
        "DELETE FROM api_keys",
        "INSERT INTO audit_log (tenant_id, actor, action, details) VALUES (1, 'me', 'nothing', '{}')",
    ],
    ids=["foreign-row", "targets", "object", "version", "tenant", "key", "audit"],
)
def test_the_server_cannot_write_what_is_not_its_own(app: psycopg.Connection, statement: str) -> None:
    """Not another tenant's rows, and not the bundles, targets or keys even of the admitted one."""
    admit(app, 1)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement.encode())


def test_outdated_metadata_of_others_is_out_of_reach(app: psycopg.Connection) -> None:
    """Deleting without a WHERE removes online roles of the admitted tenant only, and never targets."""
    admit(app, 1)
    app.execute("DELETE FROM trust_metadata")
    app.execute(take_role(OPERATOR))
    assert app.execute("SELECT tenant_id, role FROM trust_metadata ORDER BY 1").fetchall() == [
        (1, "targets"),
        (2, "targets"),
    ]


def test_a_key_shows_its_own_row_and_no_other(two_tenants: str) -> None:
    """Before a tenant is known, the row of the presented key is the only one that can be read."""
    with psycopg.connect(two_tenants) as connection:
        (some_hash,) = connection.execute("SELECT key_hash FROM api_keys WHERE tenant_id = 1").fetchone() or (
            b"",
        )
        connection.execute(take_role(APP))
        connection.execute("SELECT set_config('dashwright.key', %s, true)", (some_hash.hex(),))
        assert connection.execute("SELECT tenant_id FROM api_keys").fetchall() == [(1,)]


@pytest.mark.parametrize("role", [APP, PUBLISHER, OPERATOR])
def test_our_roles_cannot_pass_by_it(two_tenants: str, role: str) -> None:
    """None of the roles is a superuser or exempt, and every table with tenants' rows forces its policies on its owner."""
    with psycopg.connect(two_tenants) as connection:
        assert connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = %s", (role,)
        ).fetchone() == (False, False, False)
        unforced = connection.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT (relrowsecurity AND relforcerowsecurity)",
            ([*ISOLATED, "audit_log"],),
        ).fetchall()
    assert unforced == []


def test_a_publisher_writes_only_the_admitted_tenant(two_tenants: str) -> None:
    """It compares all tenants, and writes one at a time."""
    with psycopg.connect(two_tenants) as connection:
        connection.execute(take_role(PUBLISHER))
        admit(connection, 1)
        assert count(connection, "metadata_versions") == 2
        connection.execute("UPDATE metadata_versions SET status = 'archived'")
        connection.execute(take_role(OPERATOR))
        assert connection.execute(
            "SELECT tenant_id, status FROM metadata_versions ORDER BY tenant_id"
        ).fetchall() == [(1, "archived"), (2, "published")]


def test_a_superusers_address_does_not_help_the_server(two_tenants: str) -> None:
    """DATABASE_URL of a superuser, as platforms give it: the pool's connections cannot pass by the policies."""

    async def look() -> bool:
        store = Store(two_tenants)
        await store.open()
        try:
            return (await store.state()).can_bypass
        finally:
            await store.close()

    assert finish(look()) is False


def test_a_tenant_does_not_stay_on_a_borrowed_connection(two_tenants: str) -> None:
    """What one request admitted is gone when the next borrows the connection."""

    async def borrow() -> tuple[str | None, bool]:
        store = Store(two_tenants)
        await store.open()
        try:
            async with store.tenant_of(key_hash(key) or b"", 100) as tenant:
                first = tenant.tenant.slug if tenant else None
            async with store.tenant_of(b"no key at all", 100) as nobody:
                return first, nobody is None
        finally:
            await store.close()

    key = create_key(two_tenants, "acme")
    assert finish(borrow()) == ("acme", True)
