"""What the server asks of its database. Knows tables and functions, decides nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from psycopg.rows import tuple_row

from runtime.store.listening import listening
from runtime.store.pool import STATEMENT_MS, Pool, new_pool
from runtime.store.rows import DatabaseState, SyncRow, TenantRow
from runtime.store.session import TenantWriter
from schemas.sync import SyncRequest

SYNC = """
    SELECT outcome, slug, version, digest
    FROM sync_agent(%s, %s, %s, %s, %s::integer[], %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
AUTHENTICATE = "SELECT tenant_id, slug, standing FROM authenticate_key(%s, %s)"
STATE = """
    SELECT (SELECT coalesce(max(number), 0) FROM schema_migrations),
           (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
"""


class Store:
    """The server's door to PostgreSQL. Methods raise psycopg.Error and psycopg_pool.PoolTimeout."""

    def __init__(self, database_url: str, *, statement_ms: int = STATEMENT_MS) -> None:
        self._database_url = database_url
        self._pool: Pool = new_pool(database_url, statement_ms=statement_ms)

    async def open(self) -> None:
        """Starts connecting in the background; the database need not be there yet."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """Ends all connections."""
        await self._pool.close()

    async def give_up_lost(self) -> None:
        """Puts new connections in the place of idle ones that have broken off; else requests would find them, one each."""
        await self._pool.check()

    async def sync(
        self, key_hash: bytes, allowed: int, said: SyncRequest, *, may_hold: bool
    ) -> SyncRow | None:
        """One poll: key checked, state kept, answer logged, in one statement. None: the key is not good.

        `allowed` is how many active tenants are served, the oldest first.
        """
        # `pool.connection()` would commit at its end, which costs a fifth of a poll; each statement commits itself.
        connection = await self._pool.getconn()
        try:
            cursor = await connection.execute(SYNC, (key_hash, allowed, *_said(said), may_hold))
            row = await cursor.fetchone()
        finally:
            await self._pool.putconn(connection)
        return None if row is None else SyncRow(*row)

    @asynccontextmanager
    async def tenant_of(self, key_hash: bytes, allowed: int) -> AsyncIterator[TenantWriter | None]:
        """The tenant of a key, in a transaction that sees only its rows; None: the key is not good."""
        async with self._pool.connection() as connection, connection.transaction():
            async with connection.cursor(row_factory=tuple_row) as cursor:
                await cursor.execute(AUTHENTICATE, (key_hash, allowed))
                row = await cursor.fetchone()
            yield None if row is None else TenantWriter(connection, TenantRow(*row))

    def listening(self) -> AbstractAsyncContextManager[AsyncIterator[str]]:
        """The slugs of tenants as they are published; see `listening`."""
        return listening(self._database_url)

    async def state(self) -> DatabaseState:
        """A look at the database."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(STATE)
            row = await cursor.fetchone()
        if row is None:
            raise AssertionError("a SELECT without FROM gives one row")
        return DatabaseState(*row)


def _said(said: SyncRequest) -> tuple[object, ...]:
    active, refusal = said.active, said.refusal
    return (
        said.agent_id,
        said.agent_version,
        _array(said.formats),
        active.version if active else None,
        active.digest if active else None,
        refusal.version if refusal else None,
        refusal.digest if refusal else None,
        refusal.code if refusal else None,
        refusal.reason if refusal else None,
        said.catalog_fingerprint,
        said.duration_ms,
    )


def _array(numbers: Sequence[int]) -> str:
    """PostgreSQL's text of an array; psycopg's own way of dumping a list costs more than the rest of the poll's values."""
    return f"{{{','.join(map(str, numbers))}}}"
