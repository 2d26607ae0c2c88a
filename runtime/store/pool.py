"""The server's connections: every one in the role that cannot pass by row-level security, every statement bounded."""

from __future__ import annotations

from psycopg import AsyncConnection, sql
from psycopg_pool import AsyncConnectionPool

from runtime.store.roles import APP, take_role

SMALLEST = 2
LARGEST = 10
WAIT_SECONDS = 5.0
"""How long a request waits for a free connection."""
STATEMENT_MS = 5_000
"""How long one statement may take."""
CONNECT_SECONDS = 5

Pool = AsyncConnectionPool[AsyncConnection]


def new_pool(database_url: str, *, statement_ms: int = STATEMENT_MS) -> Pool:
    """A pool that is not open yet. Connections commit each statement unless a transaction is begun."""

    async def configure(connection: AsyncConnection) -> None:
        await connection.execute(sql.SQL("SET statement_timeout = {}").format(sql.Literal(statement_ms)))
        await connection.execute(take_role(APP))

    return AsyncConnectionPool(
        database_url,
        min_size=SMALLEST,
        max_size=LARGEST,
        timeout=WAIT_SECONDS,
        open=False,
        name="dashwright",
        configure=configure,
        kwargs={
            "autocommit": True,
            "prepare_threshold": 1,
            "application_name": "dashwright-server",
            "connect_timeout": CONNECT_SECONDS,
        },
    )
